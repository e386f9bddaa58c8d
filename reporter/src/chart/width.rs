//! How wide text will be, near enough that labels never run into each other, in Latin and Chinese.

/// Width of `text` in the units of `size`.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| em(c) * size).sum()
}

/// `text` cut with an ellipsis so that it fits `space`.
pub(super) fn fit(text: &str, size: f64, space: f64) -> String {
    if width(text, size) <= space {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut, size) + em(c) * size + size > space {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// `text` on at most two lines that fit `space`, the second cut with an ellipsis. Latin breaks at spaces,
/// Chinese anywhere.
pub(super) fn wrap(text: &str, size: f64, space: f64) -> Vec<String> {
    if width(text, size) <= space {
        return vec![text.to_owned()];
    }
    let mut at = 0;
    let mut used = 0.0;
    for (index, c) in text.char_indices() {
        used += em(c) * size;
        if used > space {
            break;
        }
        if c == ' ' || em(c) >= 1.0 {
            at = index + c.len_utf8();
        }
    }
    if at == 0 {
        return vec![fit(text, size, space)];
    }
    let (first, rest) = text.split_at(at);
    vec![first.trim_end().to_owned(), fit(rest.trim_start(), size, space)]
}

/// Four figures at most: 12 345 is 12k.
pub(super) fn short(count: u64) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..10_000_000 => format!("{}k", count / 1000),
        _ => format!("{}M", count / 1_000_000),
    }
}

fn em(c: char) -> f64 {
    match c {
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' => 1.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{202f}' => 0.32,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        'A'..='Z' => 0.7,
        '0'..='9' => 0.58,
        _ => 0.57,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_fits() {
        for text in [
            "Internal workflow and approvals",
            "營運水準協議之支援性作業內部網路",
            "短",
            "IIIIIIII",
        ] {
            for space in [30.0, 60.0, 120.0] {
                assert!(width(&fit(text, 12.0, space), 12.0) <= space, "{text} in {space}");
                let lines = wrap(text, 12.0, space);
                assert!(
                    lines.len() <= 2 && lines.iter().all(|line| width(line, 12.0) <= space),
                    "{lines:?}"
                );
            }
        }
        assert_eq!(wrap("支援性作業內部網路", 10.0, 50.0), ["支援性作業", "內部網路"]);
    }
}
