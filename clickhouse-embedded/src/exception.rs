//! A refusal in ClickHouse's words: code, text and the HTTP status that goes with them.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// An exception as clients of ClickHouse know it.
#[derive(Debug, Clone)]
pub(crate) struct Exception {
    /// The number in `Code: N.` and in `X-ClickHouse-Exception-Code`.
    pub(crate) code: u32,
    /// `Code: N. DB::Exception: … (NAME)`.
    pub(crate) text: String,
}

/// `UNKNOWN_EXCEPTION`, for refusals that name no code.
const UNKNOWN: u32 = 1002;

impl Exception {
    /// An exception of this interface, not of the engine.
    pub(crate) fn new(code: u32, name: &str, message: impl std::fmt::Display) -> Self {
        Self {
            code,
            text: format!("Code: {code}. DB::Exception: {message} ({name})"),
        }
    }

    /// The engine's own exception, of which it gives the text alone.
    pub(crate) fn of_engine(text: String) -> Self {
        let code = text
            .strip_prefix("Code: ")
            .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
            .and_then(|digits| digits.parse().ok());
        match code {
            Some(code) => Self { code, text },
            None => Self::new(UNKNOWN, "UNKNOWN_EXCEPTION", text),
        }
    }

    /// The text with the engine's version at its end, as servers write it, and a line feed.
    pub(crate) fn full_text(&self, version: &str) -> String {
        let text = self.text.trim_end();
        let bare = text
            .strip_suffix(&format!(" (version {version})"))
            .unwrap_or(text);
        format!("{bare} (version {version} (official build))\n")
    }

    /// The answer when nothing of the result has been sent yet.
    pub(crate) fn respond(&self, version: &str) -> Response<Body> {
        let mut response = Response::new(Body::from(self.full_text(version)));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=UTF-8"),
        );
        headers.insert("X-ClickHouse-Exception-Code", HeaderValue::from(self.code));
        response
    }

    /// The status a ClickHouse server gives this code.
    fn status(&self) -> StatusCode {
        match self.code {
            // REQUIRED_PASSWORD
            194 => StatusCode::UNAUTHORIZED,
            // UNKNOWN_USER, WRONG_PASSWORD, ACCESS_DENIED, AUTHENTICATION_FAILED
            192 | 193 | 497 | 516 => StatusCode::FORBIDDEN,
            // parse, type and syntax errors
            6
            | 25..=28
            | 38
            | 41
            | 43
            | 53
            | 62
            | 72
            | 75
            | 117
            | 130
            | 131
            | 177
            | 321
            | 322
            | 456
            | 457 => StatusCode::BAD_REQUEST,
            // unknown table, function, identifier, type, storage, database, setting, …
            16 | 36 | 46 | 47 | 50 | 56 | 60 | 63 | 71 | 73 | 80 | 81 | 82 | 115 | 372 => {
                StatusCode::NOT_FOUND
            }
            // QUERY_IS_TOO_LARGE
            66 => StatusCode::PAYLOAD_TOO_LARGE,
            // NOT_IMPLEMENTED, UNSUPPORTED_METHOD
            1 | 48 => StatusCode::NOT_IMPLEMENTED,
            // SOCKET_TIMEOUT, CANNOT_OPEN_FILE, CANNOT_SCHEDULE_TASK
            76 | 209 | 439 => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_version_come_from_the_engines_text() {
        let exception = Exception::of_engine("Code: 60. DB::Exception: no. (UNKNOWN_TABLE)".to_owned());
        assert_eq!((exception.code, exception.status()), (60, StatusCode::NOT_FOUND));
        let expected = "Code: 60. DB::Exception: no. (UNKNOWN_TABLE) (version 1.2 (official build))\n";
        assert_eq!(exception.full_text("1.2"), expected);
        let versioned = Exception::of_engine("Code: 27. DB::Exception: x (Y) (version 1.2)".to_owned());
        assert_eq!(
            versioned.full_text("1.2"),
            "Code: 27. DB::Exception: x (Y) (version 1.2 (official build))\n"
        );
        assert_eq!(Exception::of_engine("what".to_owned()).code, UNKNOWN);
    }
}
