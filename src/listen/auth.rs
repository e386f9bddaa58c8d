//! Who may come in: tokens, kept as SHA-256 hashes and compared in constant time; local names on loopback.
use std::sync::Arc;

use anyhow::{Result, bail};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// SHA-256 of a token. Tokens are random and long, so that a plain hash is enough.
pub type TokenHash = [u8; 32];

/// The hash as the configuration holds it: 64 hexadecimal digits.
pub fn hash(token: &str) -> String {
    digest(token).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads hashes of the configuration.
///
/// # Errors
/// One of them is no SHA-256 in hexadecimal; it is not repeated in the message, as it may be a token.
pub fn hashes(texts: &[String]) -> Result<Vec<TokenHash>> {
    texts
        .iter()
        .map(|text| {
            let digits: Option<Vec<u8>> =
                (0..64).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect();
            match digits.and_then(|bytes| bytes.try_into().ok()) {
                Some(hash) if text.len() == 64 => Ok(hash),
                _ => bail!(
                    "a token hash of `listen` is not 64 hexadecimal digits; `service-report token` prints the \
                     hash to write there (the token itself does not belong into the configuration)"
                ),
            }
        })
        .collect()
}

/// Lets a request pass when no token is required or it brings a known one: as `Authorization: Bearer TOKEN`,
/// or as the password of Basic, which browsers ask for.
pub async fn check(State(known): State<Arc<[TokenHash]>>, request: Request, next: Next) -> Response {
    if known.is_empty() || token(request.headers()).is_some_and(|token| is_known(&known, &token)) {
        return next.run(request).await;
    }
    let challenge = [(
        header::WWW_AUTHENTICATE,
        "Basic realm=\"service-report\", charset=\"UTF-8\"",
    )];
    (
        StatusCode::UNAUTHORIZED,
        challenge,
        "a token is required: Authorization: Bearer TOKEN\n",
    )
        .into_response()
}

/// Refuses requests that name another host than this machine. A web page elsewhere could otherwise make a
/// browser on this machine ask us under its own name (DNS rebinding), or send events from another origin.
pub async fn local_name(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
    };
    let host = text(header::HOST).is_none_or(is_local);
    let origin = text(header::ORIGIN)
        .is_none_or(|origin| origin.split_once("://").is_some_and(|(_, host)| is_local(host)));
    if host && origin {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "without tokens, requests must name this machine (127.0.0.1 or localhost)\n",
    )
        .into_response()
}

fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    name == "localhost"
        || name
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn token(headers: &HeaderMap) -> Option<String> {
    let (scheme, rest) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = base64::engine::general_purpose::STANDARD
        .decode(rest.trim())
        .ok()?;
    String::from_utf8(decoded)
        .ok()?
        .split_once(':')
        .map(|(_, password)| password.to_owned())
}

fn is_known(known: &[TokenHash], token: &str) -> bool {
    let given = digest(token);
    known
        .iter()
        .fold(subtle::Choice::from(0), |found, hash| found | hash.ct_eq(&given))
        .into()
}

fn digest(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_back_and_tokens_known() {
        let written = hash("correct horse battery staple");
        let known = hashes(&[hash("another"), written]).unwrap();
        assert!(is_known(&known, "correct horse battery staple"));
        assert!(!is_known(&known, "correct horse battery stapl"));
        assert!(!is_known(&known, ""));
        assert!(hashes(&["zz".repeat(32)]).is_err());
    }

    #[test]
    fn tokens_come_as_bearer_or_as_password() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            token(&headers)
        };
        assert_eq!(with("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(with("basic eDphYmM=").as_deref(), Some("abc"));
        assert_eq!(with("Digest abc"), None);
    }

    #[test]
    fn local_names_are_told_from_others() {
        for local in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:80",
            "[::1]:8080",
            "127.9.9.9",
        ] {
            assert!(is_local(local), "{local}");
        }
        for other in [
            "evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "127.0.0.1.evil.example",
        ] {
            assert!(!is_local(other), "{other}");
        }
    }
}
