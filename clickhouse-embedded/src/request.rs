//! A query as asked for over HTTP: its parameters and headers sorted by what they mean.

use std::time::Duration;

use axum::http::HeaderMap;

use crate::exception::Exception;

/// Everything but the body.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    /// The text of `query=`; the body follows it behind a line feed.
    pub(crate) text: Vec<u8>,
    /// The database that unqualified names mean.
    pub(crate) database: Option<String>,
    /// The format where the query names none.
    pub(crate) default_format: Option<String>,
    /// Values of `{name:Type}`, without the prefix `param_`.
    pub(crate) parameters: Vec<(String, String)>,
    /// Settings of ClickHouse, unchecked.
    pub(crate) settings: Vec<(String, String)>,
    /// Roles to take.
    pub(crate) roles: Vec<String>,
    /// The client's name for the query.
    pub(crate) id: Option<String>,
    /// The session it belongs to.
    pub(crate) session: Option<SessionWish>,
    /// Whether the status must tell how the whole query went.
    pub(crate) wait_end_of_query: bool,
    /// How many bytes of a result are held back before the status is sent.
    pub(crate) buffer_bytes: Option<usize>,
    /// GET and HEAD may only read.
    pub(crate) read_only: bool,
}

/// Which session, and what of it.
#[derive(Debug, Clone)]
pub(crate) struct SessionWish {
    pub(crate) id: String,
    /// How long it lives unused.
    pub(crate) timeout: Duration,
    /// It must exist already.
    pub(crate) check: bool,
    /// It ends with this query.
    pub(crate) close: bool,
}

const DEFAULT_SESSION_SECONDS: u64 = 60;
const MAX_SESSION_SECONDS: u64 = 3600;

impl Query {
    /// Sorts the pairs of query string and form, and the headers.
    ///
    /// # Errors
    /// What this interface does not do (compressed blocks, external tables) or cannot read (session timeout).
    pub(crate) fn read(pairs: Vec<(String, String)>, headers: &HeaderMap) -> Result<Self, Exception> {
        let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let mut query = Self {
            database: header("X-ClickHouse-Database"),
            default_format: header("X-ClickHouse-Format"),
            ..Self::default()
        };
        let mut session = SessionFields::default();
        for (name, value) in pairs {
            if let Some(parameter) = name.strip_prefix("param_") {
                query.parameters.push((parameter.to_owned(), value));
            } else if !session.take(&name, &value)? {
                query.take(name, value)?;
            }
        }
        query.session = session.wish();
        Ok(query)
    }

    fn take(&mut self, name: String, value: String) -> Result<(), Exception> {
        match name.as_str() {
            "query" => {
                let join = if self.text.is_empty() { "" } else { "\n" };
                self.text.extend([join.as_bytes(), value.as_bytes()].concat());
            }
            "database" => self.database = Some(value).filter(|name| !name.is_empty()),
            "default_format" => self.default_format = Some(value).filter(|name| !name.is_empty()),
            "query_id" => self.id = Some(value).filter(|id| !id.is_empty()),
            "role" => self.roles.push(value),
            "wait_end_of_query" => self.wait_end_of_query = truth(&value),
            "buffer_size" => self.buffer_bytes = value.parse().ok(),
            "compress" | "decompress" if truth(&value) => {
                let message = format!(
                    "{name}=1 (ClickHouse's own compressed blocks) is not offered by the embedded server: \
                     switch compression off in the client, or use Content-Encoding"
                );
                return Err(Exception::new(48, "NOT_IMPLEMENTED", message));
            }
            "compress"
            | "decompress"
            | "user"
            | "password"
            | "quota_key"
            | "stacktrace"
            | "client_protocol_version" => {}
            _ => self.settings.push((name, value)),
        }
        Ok(())
    }
}

#[derive(Default)]
struct SessionFields {
    id: Option<String>,
    timeout_seconds: Option<u64>,
    check: bool,
    close: bool,
}

impl SessionFields {
    fn take(&mut self, name: &str, value: &str) -> Result<bool, Exception> {
        match name {
            "session_id" => self.id = Some(value.to_owned()).filter(|id| !id.is_empty()),
            "session_check" => self.check = truth(value),
            "close_session" => self.close = truth(value),
            "session_timeout" => {
                let seconds = value
                    .parse()
                    .ok()
                    .filter(|&seconds| seconds <= MAX_SESSION_SECONDS);
                let message =
                    format!("Invalid session timeout: '{value}', at most {MAX_SESSION_SECONDS} seconds.");
                let refused = || Exception::new(374, "INVALID_SESSION_TIMEOUT", message);
                self.timeout_seconds = Some(seconds.ok_or_else(refused)?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn wish(self) -> Option<SessionWish> {
        let timeout = Duration::from_secs(self.timeout_seconds.unwrap_or(DEFAULT_SESSION_SECONDS));
        self.id.map(|id| SessionWish {
            id,
            timeout,
            check: self.check,
            close: self.close,
        })
    }
}

fn truth(value: &str) -> bool {
    value == "1" || value.eq_ignore_ascii_case("true")
}

/// The pairs of a query string, percent-decoded, in order.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let split = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(split)
        .collect()
}

fn decode(text: &str) -> String {
    let hex = |byte: Option<&u8>| {
        byte.and_then(|&b| char::from(b).to_digit(16))
            .and_then(|d| u8::try_from(d).ok())
    };
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        match (byte, hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high << 4 | low);
                at += 2;
            }
            (b'+', ..) => decoded.push(b' '),
            _ => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8(decoded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_strings_are_decoded() {
        let expected = [
            ("a".to_owned(), "1 2%".to_owned()),
            ("é".to_owned(), "x=y".to_owned()),
            ("z".to_owned(), String::new()),
        ];
        assert_eq!(pairs("a=1+2%&%C3%A9=x=y&&z"), expected);
    }

    #[test]
    fn parameters_are_sorted_by_meaning() {
        let read = |text: &str| Query::read(pairs(text), &HeaderMap::new());
        let query =
            read("query=a&query=b&param_x=1&max_threads=2&database=d&session_id=s&wait_end_of_query=1")
                .unwrap();
        assert_eq!(
            (query.text.as_slice(), query.database.as_deref()),
            (&b"a\nb"[..], Some("d"))
        );
        assert_eq!(query.parameters, [("x".to_owned(), "1".to_owned())]);
        assert_eq!(query.settings, [("max_threads".to_owned(), "2".to_owned())]);
        assert!(query.wait_end_of_query && query.session.is_some_and(|s| s.id == "s" && !s.check));
        assert_eq!(read("compress=1").unwrap_err().code, 48);
        assert_eq!(read("session_id=s&session_timeout=9999").unwrap_err().code, 374);
    }
}
