//! Dates in HTML text that a line never breaks at their hyphens.

use minijinja::HtmlEscape;

/// Text escaped for HTML, each date (2026-10-31) in a `time`.
pub(super) fn unbroken(text: &str) -> String {
    let escaped = HtmlEscape(text).to_string();
    let mut out = String::with_capacity(escaped.len());
    let mut rest = &escaped[..];
    while let Some(at) = date_in(rest) {
        out.push_str(&rest[..at]);
        out.push_str("<time>");
        out.push_str(&rest[at..at + FORM.len()]);
        out.push_str("</time>");
        rest = &rest[at + FORM.len()..];
    }
    out.push_str(rest);
    out
}

const FORM: &[u8] = b"0000-00-00";

/// Where the first date begins.
fn date_in(text: &str) -> Option<usize> {
    let fits = |bytes: &[u8]| {
        let mut pairs = bytes.iter().zip(FORM);
        pairs.all(|(byte, form)| byte == form || (*form == b'0' && byte.is_ascii_digit()))
    };
    text.as_bytes().windows(FORM.len()).position(fits)
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn dates_are_held_together_and_the_rest_is_escaped() {
        assert_eq!(
            unbroken("2026-10-21 16:39 to 2026-10-22, <b> 12-31"),
            "<time>2026-10-21</time> 16:39 to <time>2026-10-22</time>, &lt;b&gt; 12-31"
        );
        assert_eq!(unbroken("無 2026-1-1"), "無 2026-1-1");
    }
}
