//! ClickHouse's tokens, as far as they are needed to find clauses at the outermost level of a statement.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A bare word: keyword, name or number.
    Word,
    /// A name in backquotes or double quotes.
    QuotedName,
    /// A string literal or heredoc.
    Text,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `.`
    Dot,
    /// `;`
    Semicolon,
    /// Anything else that is not white space or comment.
    Other,
    /// A quote or comment that is not closed; reaches to the end of the text.
    Unclosed,
}

/// A token and where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Token {
    /// Whether it is this keyword, in any case.
    pub(crate) fn is(&self, text: &[u8], keyword: &str) -> bool {
        self.kind == Kind::Word && text[self.start..self.end].eq_ignore_ascii_case(keyword.as_bytes())
    }

    /// Whether it can be a name.
    pub(crate) fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::QuotedName)
    }
}

/// The tokens of a text, white space and comments left out.
pub(crate) fn tokens(text: &[u8]) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = match skip_blank(text, at) {
            Ok(next) => next,
            Err(start) => {
                at = text.len();
                return Some(Token {
                    kind: Kind::Unclosed,
                    start,
                    end: text.len(),
                });
            }
        };
        let first = *text.get(at)?;
        let start = at;
        let (kind, end) = token(text, start, first);
        at = end;
        Some(Token { kind, start, end })
    })
}

fn token(text: &[u8], start: usize, first: u8) -> (Kind, usize) {
    let one = start + 1;
    match first {
        b'\'' => quoted(text, start, Kind::Text),
        b'`' | b'"' => quoted(text, start, Kind::QuotedName),
        b'(' | b'[' | b'{' => (Kind::Open, one),
        b')' | b']' | b'}' => (Kind::Close, one),
        b'.' => (Kind::Dot, one),
        b';' => (Kind::Semicolon, one),
        b'$' => heredoc(text, start).unwrap_or((Kind::Other, one)),
        _ if is_word(first) => {
            let length = text[start..]
                .iter()
                .take_while(|&&b| is_word(b) || b == b'$')
                .count();
            (Kind::Word, start + length)
        }
        _ => (Kind::Other, one),
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Quotes close at the same quote that is neither doubled nor behind a backslash.
fn quoted(text: &[u8], start: usize, kind: Kind) -> (Kind, usize) {
    let quote = text[start];
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        if byte == b'\\' {
            at += 2;
        } else if byte != quote {
            at += 1;
        } else if text.get(at + 1) == Some(&quote) {
            at += 2;
        } else {
            return (kind, at + 1);
        }
    }
    (Kind::Unclosed, text.len())
}

/// `$tag$ … $tag$`; a `$` that opens none is a token of its own.
fn heredoc(text: &[u8], start: usize) -> Option<(Kind, usize)> {
    let inner = text[start + 1..].iter().take_while(|&&b| is_word(b)).count();
    let open = start + 1 + inner;
    if text.get(open) != Some(&b'$') {
        return None;
    }
    let tag = &text[start..=open];
    Some(match find(&text[open + 1..], tag) {
        Some(offset) => (Kind::Text, open + 1 + offset + tag.len()),
        None => (Kind::Unclosed, text.len()),
    })
}

/// The first byte that is neither white space nor comment; `Err` is the start of a comment without an end.
fn skip_blank(text: &[u8], mut at: usize) -> Result<usize, usize> {
    loop {
        let rest = &text[at..];
        if rest
            .first()
            .is_some_and(|b| b.is_ascii_whitespace() || *b == 0x0b || *b == 0)
        {
            at += 1;
        } else if rest.starts_with(b"--") || rest.starts_with(b"#!") || rest.starts_with(b"# ") {
            at += rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        } else if rest.starts_with(b"/*") {
            at += comment_length(rest).ok_or(at)?;
        } else {
            return Ok(at);
        }
    }
}

/// Comments nest.
fn comment_length(rest: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < rest.len() {
        match &rest[at..at + 2] {
            b"/*" => depth += 1,
            b"*/" if depth == 1 => return Some(at + 2),
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        tokens(text.as_bytes())
            .map(|t| (t.kind, &text[t.start..t.end]))
            .collect()
    }

    #[test]
    fn quotes_comments_and_heredocs_are_one_token_or_none() {
        let text = "SELECT 'a''b\\'; --x' -- FORMAT\n, `c;d`, $q$ ; $q$ /* a /* b */ ; */ # z\n;";
        let words: Vec<&str> = kinds(text).into_iter().map(|(_, word)| word).collect();
        assert_eq!(
            words,
            ["SELECT", "'a''b\\'; --x'", ",", "`c;d`", ",", "$q$ ; $q$", ";"]
        );
    }

    #[test]
    fn what_is_not_closed_is_said() {
        for text in ["'abc", "/* abc", "`x", "$a$ b", "'a\\"] {
            assert_eq!(kinds(text), [(Kind::Unclosed, text)]);
        }
    }
}
