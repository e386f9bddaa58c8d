//! TLS of the listener: a certificate chain and a key from PEM files.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Makes TLS connections of plain ones.
pub type Acceptor = tokio_rustls::TlsAcceptor;

/// The acceptor for these files; `None` when neither is configured.
///
/// # Errors
/// One without the other, files that cannot be read, or a key that does not fit.
pub fn acceptor(certificate: Option<PathBuf>, key: Option<PathBuf>) -> Result<Option<Acceptor>> {
    let (certificate, key) = match (certificate, key) {
        (None, None) => return Ok(None),
        (Some(certificate), Some(key)) => (certificate, key),
        _ => bail!("TLS needs both `listen.certificate` and `listen.key`; only one is set"),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain(&certificate)?, private(&key)?)
        .with_context(|| {
            format!(
                "{} and {} do not fit together",
                certificate.display(),
                key.display()
            )
        })?;
    Ok(Some(Arc::new(config).into()))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(path)
        .with_context(|| {
            format!(
                "cannot read the certificate {} (`listen.certificate`)",
                path.display()
            )
        })?
        .collect();
    let chain = chain.with_context(|| format!("{} is not PEM", path.display()))?;
    if chain.is_empty() {
        bail!("{} holds no certificate (`listen.certificate`)", path.display());
    }
    Ok(chain)
}

fn private(path: &Path) -> Result<PrivateKeyDer<'static>> {
    PrivateKeyDer::from_pem_file(path)
        .with_context(|| format!("cannot read the private key {} (`listen.key`)", path.display()))
}
