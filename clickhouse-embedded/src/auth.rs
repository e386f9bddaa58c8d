//! Who asks: user and password by header, by Basic authorization or in the query string.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::exception::Exception;

/// The one user there is.
pub(crate) const USER: &str = "default";

/// The password's digest; digests are compared, so that neither content nor length shows in the time taken.
pub(crate) struct Guard([u8; 32]);

/// Why a request is not let in.
pub(crate) struct Denied {
    exception: Exception,
    status: StatusCode,
}

impl Guard {
    /// Lets in `default` with this password.
    pub(crate) fn new(password: &str) -> Self {
        Self(Sha256::digest(password.as_bytes()).into())
    }

    /// Checks the credentials in ClickHouse's order: its own headers, Authorization, query string.
    ///
    /// # Errors
    /// None given (401), wrong ones (403), two kinds at once (403): all with code 516.
    pub(crate) fn admit(&self, headers: &HeaderMap, query: &[(String, String)]) -> Result<(), Denied> {
        let header = |name: &str| {
            headers
                .get(name)
                .map(|value| value.to_str().unwrap_or_default().to_owned())
        };
        let parameter = |name: &str| {
            query
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, value)| value.clone())
        };
        let own = (header("X-ClickHouse-User"), header("X-ClickHouse-Key"));
        let basic = headers.get(header::AUTHORIZATION).map(basic_credentials);
        let query = (parameter("user"), parameter("password"));
        let given = [own != (None, None), basic.is_some(), query != (None, None)];
        if given.iter().filter(|&&given| given).count() > 1 {
            return Err(Denied::new(
                StatusCode::FORBIDDEN,
                "use one way of authentication, not several at once",
            ));
        }
        let (user, password) = match basic {
            Some(Some(credentials)) => credentials,
            Some(None) => {
                return Err(Denied::new(
                    StatusCode::FORBIDDEN,
                    "Authorization is not valid Basic",
                ));
            }
            None => {
                let (user, password) = if given[0] { own } else { query };
                (
                    user.unwrap_or_else(|| USER.to_owned()),
                    password.unwrap_or_default(),
                )
            }
        };
        let right =
            Sha256::digest(password.as_bytes()).ct_eq(&self.0) & user.as_bytes().ct_eq(USER.as_bytes());
        if bool::from(right) {
            return Ok(());
        }
        let status = if given.contains(&true) {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::UNAUTHORIZED
        };
        Err(Denied::new(
            status,
            "password is incorrect, or there is no user with such name",
        ))
    }
}

impl Denied {
    fn new(status: StatusCode, why: &str) -> Self {
        let message = format!("{USER}: Authentication failed: {why}.");
        Self {
            exception: Exception::new(516, "AUTHENTICATION_FAILED", message),
            status,
        }
    }

    /// The answer.
    pub(crate) fn respond(&self, version: &str) -> Response<Body> {
        let mut response = self.exception.respond(version);
        *response.status_mut() = self.status;
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"ClickHouse server HTTP API\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

fn basic_credentials(value: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    let decoded = scheme
        .eq_ignore_ascii_case("Basic")
        .then(|| base64(encoded.trim()))??;
    let text = String::from_utf8(decoded).ok()?;
    let (user, password) = text.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for symbol in text.trim_end_matches('=').bytes() {
        let value = match symbol {
            b'A'..=b'Z' => symbol - b'A',
            b'a'..=b'z' => symbol - b'a' + 26,
            b'0'..=b'9' => symbol - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_authorization_is_read() {
        let read = |text: &'static str| basic_credentials(&HeaderValue::from_static(text));
        assert_eq!(
            read("Basic ZGVmYXVsdDpwYTpzcw=="),
            Some(("default".to_owned(), "pa:ss".to_owned()))
        );
        assert_eq!(read("basic OnA="), Some((String::new(), "p".to_owned())));
        assert_eq!(read("Basic !"), None);
        assert_eq!(read("Bearer x"), None);
    }

    #[test]
    fn only_the_right_password_is_admitted() {
        let guard = Guard::new("secret");
        let query = |user: &str, password: &str| {
            vec![
                ("user".to_owned(), user.to_owned()),
                ("password".to_owned(), password.to_owned()),
            ]
        };
        let admitted = |q: &[(String, String)]| guard.admit(&HeaderMap::new(), q).is_ok();
        assert!(admitted(&query("default", "secret")));
        assert!(!admitted(&query("default", "secret ")));
        assert!(!admitted(&query("other", "secret")));
        assert!(!admitted(&[]));
    }
}
