//! Answers: headers, rows as they flow, and an exception in the middle of them.

use std::fmt::Write;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use bytes::Bytes;

use crate::exception::Exception;
use crate::work::Done;

/// An answer of which everything is known.
pub(crate) fn complete(body: Body, done: &Done) -> Response<Body> {
    let mut response = rows(body, &done.format);
    if let Ok(summary) = HeaderValue::from_str(&summary(done)) {
        response.headers_mut().insert("X-ClickHouse-Summary", summary);
    }
    response
}

/// An answer whose rows are still to come.
pub(crate) fn rows(body: Body, format: &str) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(format)),
    );
    insert(headers, "X-ClickHouse-Format", format);
    response
}

/// Sets a header unless its value cannot be one.
pub(crate) fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// The mark that tells an exception from rows, made anew for each answer: 16 small letters.
pub(crate) fn exception_tag() -> String {
    let letter = |byte: u8| char::from(b'a' + byte % 26);
    rand::random::<[u8; 16]>().into_iter().map(letter).collect()
}

/// What follows the rows when the query fails after the status has been sent (ClickHouse 25.11 and later).
pub(crate) fn exception_block(exception: &Exception, tag: &str, version: &str) -> Bytes {
    let text = exception.full_text(version);
    let length = text.len();
    format!("\r\n__exception__\r\n{tag}\r\n{text}{length} {tag}\r\n__exception__\r\n").into()
}

fn summary(done: &Done) -> String {
    let counts = &done.counts;
    let numbers = [
        ("read_rows", u128::from(counts.rows_read)),
        ("read_bytes", u128::from(counts.bytes_read)),
        ("written_rows", u128::from(counts.rows_written)),
        ("written_bytes", u128::from(counts.bytes_written)),
        ("total_rows_to_read", u128::from(counts.rows_read)),
        ("result_rows", u128::from(counts.result_rows)),
        ("result_bytes", u128::from(counts.result_bytes)),
        ("elapsed_ns", done.elapsed.as_nanos()),
    ];
    let mut json = String::from("{");
    for (name, number) in numbers {
        let comma = if json.len() > 1 { "," } else { "" };
        // Writing to a String does not fail.
        let _ = write!(json, "{comma}\"{name}\":\"{number}\"");
    }
    json.push('}');
    json
}

fn content_type(format: &str) -> &'static str {
    let format = format.to_ascii_lowercase();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| format.starts_with(prefix));
    if starts(&[
        "jsoneachrow",
        "jsonlines",
        "ndjson",
        "jsoncompacteachrow",
        "jsonstringseachrow",
    ]) {
        "application/x-ndjson; charset=UTF-8"
    } else if starts(&["json"]) {
        "application/json; charset=UTF-8"
    } else if starts(&["tabseparated", "tsv"]) {
        "text/tab-separated-values; charset=UTF-8"
    } else if starts(&["csvwithnames"]) {
        "text/csv; charset=UTF-8; header=present"
    } else if starts(&["csv"]) {
        "text/csv; charset=UTF-8; header=absent"
    } else if starts(&["xml"]) {
        "application/xml; charset=UTF-8"
    } else if starts(&[
        "pretty",
        "vertical",
        "values",
        "markdown",
        "sqlinsert",
        "template",
        "customseparated",
    ]) {
        "text/plain; charset=UTF-8"
    } else {
        "application/octet-stream"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_block_is_what_clients_look_for() {
        let exception = Exception::new(395, "X", "no");
        let block = exception_block(&exception, "abcdefghijklmnop", "1");
        let text = "Code: 395. DB::Exception: no (X) (version 1 (official build))\n";
        let expected = format!(
            "\r\n__exception__\r\nabcdefghijklmnop\r\n{text}{} abcdefghijklmnop\r\n__exception__\r\n",
            text.len()
        );
        assert_eq!(block, expected.as_bytes());
        assert!(exception_tag().bytes().all(|b| b.is_ascii_lowercase()));
    }
}
