//! What a query is for this interface: rows out, rows in, or a command; and where its parts stand.

use crate::exception::Exception;
use crate::lexer::{Kind, Token, tokens};

/// A query, with offsets in bytes into its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Statement {
    /// A SELECT; its rows are streamed.
    Select {
        /// Where INTO OUTFILE would stand: before FORMAT, after everything else.
        outfile: usize,
        /// Where the text ends, without `;` and comments.
        end: usize,
        /// The format it names.
        format: Option<String>,
    },
    /// An INSERT that is followed by data.
    Insert {
        /// Where the statement ends, without VALUES or FORMAT.
        end: usize,
        /// The format it names, `Values` included.
        format: String,
        /// Where the data begin.
        data: usize,
    },
    /// Anything else; runs as a whole, and its output is small.
    Command {
        /// The format it names.
        format: Option<String>,
    },
}

/// Reads the beginning of a query; `None` asks for more of the text, which is never asked when it is `complete`.
///
/// # Errors
/// Empty text, several statements, and what only a client may do (INTO OUTFILE, FROM INFILE).
pub(crate) fn read(text: &[u8], complete: bool) -> Result<Option<Statement>, Exception> {
    let mut found = tokens(text);
    let first = match found.next() {
        Some(first) if complete || first.end < text.len() => first,
        None if complete => return Err(syntax("Empty query")),
        _ => return Ok(None),
    };
    if first.is(text, "INSERT") {
        let found: Vec<Token> = found.collect();
        return match insert(text, &found, complete)? {
            Insert::Data(statement) => Ok(Some(statement)),
            Insert::Whole if complete => whole(text).map(Some),
            Insert::Whole | Insert::More => Ok(None),
        };
    }
    if complete { whole(text).map(Some) } else { Ok(None) }
}

/// Whether the first word of a text is this keyword.
pub(crate) fn begins_with(text: &[u8], keyword: &str) -> bool {
    tokens(text).next().is_some_and(|token| token.is(text, keyword))
}

enum Insert {
    Data(Statement),
    Whole,
    More,
}

/// `found` are the tokens behind INSERT.
fn insert(text: &[u8], found: &[Token], complete: bool) -> Result<Insert, Exception> {
    let mut at = 0;
    for keyword in ["INTO", "TABLE", "FUNCTION"] {
        at += usize::from(found.get(at).is_some_and(|token| token.is(text, keyword)));
    }
    at += usize::from(found.get(at).is_some_and(Token::is_name));
    while found.get(at).is_some_and(|token| token.kind == Kind::Dot) {
        at += 2;
    }
    let mut depth = 0_usize;
    while let Some(token) = found.get(at) {
        let next = found.get(at + 1);
        let starts_select = |token: &Token| {
            ["SELECT", "WITH", "WATCH", "EXPLAIN"]
                .iter()
                .any(|word| token.is(text, word))
        };
        match token.kind {
            Kind::Open if depth == 0 && next.is_some_and(starts_select) => return Ok(Insert::Whole),
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Unclosed => return Ok(if complete { Insert::Whole } else { Insert::More }),
            _ if depth > 0 => {}
            Kind::Word if token.is(text, "VALUES") => return Ok(values(text, token, complete)),
            Kind::Word if token.is(text, "FORMAT") => return Ok(format(text, token, next, complete)),
            Kind::Word if starts_select(token) => return Ok(Insert::Whole),
            Kind::Word if token.is(text, "FROM") && next.is_some_and(|n| n.is(text, "INFILE")) => {
                return Err(Exception::new(
                    48,
                    "NOT_IMPLEMENTED",
                    "FROM INFILE is for clients, not servers.",
                ));
            }
            _ => {}
        }
        at += 1;
    }
    // Neither data nor SELECT: the engine says so in its own words.
    Ok(if complete { Insert::Whole } else { Insert::More })
}

fn values(text: &[u8], keyword: &Token, complete: bool) -> Insert {
    if keyword.end == text.len() && !complete {
        return Insert::More;
    }
    Insert::Data(Statement::Insert {
        end: keyword.start,
        format: "Values".to_owned(),
        data: keyword.end,
    })
}

/// Data begin behind the line feed that follows the format's name, or behind the blanks if there is none.
fn format(text: &[u8], keyword: &Token, name: Option<&Token>, complete: bool) -> Insert {
    let Some(name) = name.filter(|name| name.kind == Kind::Word) else {
        return if complete { Insert::Whole } else { Insert::More };
    };
    let mut data = name.end;
    while matches!(text.get(data), Some(b' ' | b'\t' | 0x0c | b';')) {
        data += 1;
    }
    data += usize::from(text.get(data) == Some(&b'\r'));
    if data >= text.len() && !complete {
        return Insert::More;
    }
    data += usize::from(text.get(data) == Some(&b'\n'));
    let named = String::from_utf8_lossy(&text[name.start..name.end]).into_owned();
    Insert::Data(Statement::Insert {
        end: keyword.start,
        format: named,
        data,
    })
}

/// A statement of which the whole text is here.
fn whole(text: &[u8]) -> Result<Statement, Exception> {
    let mut found: Vec<Token> = Vec::new();
    let (mut depth, mut inserts) = (0_usize, false);
    for token in tokens(text) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 && token.kind != Kind::Open {
            continue;
        }
        let last = found.last();
        if last.is_some_and(|last| last.kind == Kind::Semicolon) && token.kind != Kind::Semicolon {
            return Err(syntax("Syntax error (Multi-statements are not allowed)"));
        }
        if token.is(text, "OUTFILE") && last.is_some_and(|last| last.is(text, "INTO")) {
            return Err(Exception::new(
                358,
                "INTO_OUTFILE_NOT_ALLOWED",
                "INTO OUTFILE is not allowed.",
            ));
        }
        inserts |= token.is(text, "INTO") && last.is_some_and(|last| last.is(text, "INSERT"));
        found.push(token);
    }
    found.retain(|token| token.kind != Kind::Semicolon);
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return Err(syntax("Empty query"));
    };
    let named = trailing_format(text, &found);
    let format = named.map(|(_, name)| String::from_utf8_lossy(&text[name.start..name.end]).into_owned());
    let selects = first.kind == Kind::Open
        || ["SELECT", "WITH", "FROM"].iter().any(|word| first.is(text, word)) && !inserts;
    Ok(match selects {
        true => Statement::Select {
            outfile: named.map_or(last.end, |(f, _)| f.start),
            end: last.end,
            format,
        },
        false => Statement::Command { format },
    })
}

/// `FORMAT name` at the end, or before a last SETTINGS clause.
fn trailing_format<'a>(text: &[u8], found: &'a [Token]) -> Option<(&'a Token, &'a Token)> {
    let at = found.iter().rposition(|token| token.is(text, "FORMAT"))?;
    let name = found
        .get(at + 1)
        .filter(|name| name.kind == Kind::Word && at > 0)?;
    let behind = found.get(at + 2);
    behind
        .is_none_or(|token| token.is(text, "SETTINGS"))
        .then_some((&found[at], name))
}

fn syntax(message: &str) -> Exception {
    Exception::new(62, "SYNTAX_ERROR", format_args!("{message}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(text: &str) -> Statement {
        read(text.as_bytes(), true).unwrap().unwrap()
    }

    #[test]
    fn selects_know_their_format_and_where_a_file_clause_goes() {
        let cases = [
            ("SELECT 1", "SELECT 1", None),
            ("SELECT 1 -- end ;\n ;", "SELECT 1", None),
            (
                "SELECT format FROM t FORMAT JSON",
                "SELECT format FROM t ",
                Some("JSON"),
            ),
            ("select 1 format CSV settings a=1;", "select 1 ", Some("CSV")),
            ("SELECT 1 AS format", "SELECT 1 AS format", None),
            (
                "(SELECT 1) UNION ALL (SELECT 2) FORMAT TSV",
                "(SELECT 1) UNION ALL (SELECT 2) ",
                Some("TSV"),
            ),
            ("WITH 1 AS x SELECT 'FORMAT JSON' ORDER BY format", "", None),
        ];
        for (text, head, named) in cases {
            let Statement::Select { outfile, format, .. } = complete(text) else {
                panic!("{text}")
            };
            assert_eq!(format.as_deref(), named, "{text}");
            assert!(head.is_empty() || &text[..outfile] == head, "{text}");
        }
    }

    #[test]
    fn inserts_end_where_their_data_begin() {
        let cases = [
            ("INSERT INTO t FORMAT TSV\n1\t2", "INSERT INTO t ", "TSV", "1\t2"),
            ("INSERT INTO t FORMAT TSV \r\n\n", "INSERT INTO t ", "TSV", "\n"),
            (
                "INSERT INTO a.values (format, `x;`) VALUES (1)",
                "INSERT INTO a.values (format, `x;`) ",
                "Values",
                " (1)",
            ),
            (
                "insert into function file('a', 'CSV') settings a=1 format CSV 1,2",
                "",
                "CSV",
                "1,2",
            ),
        ];
        for (text, head, named, rest) in cases {
            let Statement::Insert { end, format, data } = complete(text) else {
                panic!("{text}")
            };
            assert_eq!((format.as_str(), &text[data..]), (named, rest), "{text}");
            assert!(head.is_empty() || &text[..end] == head, "{text}");
        }
    }

    #[test]
    fn an_insert_is_found_however_its_text_is_cut() {
        let text = "INSERT INTO `t` (a, b) /* c */ SETTINGS x = 'FORMAT' FORMAT Native\n\u{1}\u{2}";
        let expected = complete(text);
        let first = (0..text.len()).find(|&n| read(&text.as_bytes()[..n], false).unwrap().is_some());
        assert_eq!(first, Some(text.find('\n').unwrap() + 1));
        for cut in first.unwrap()..text.len() {
            assert_eq!(
                read(&text.as_bytes()[..cut], false).unwrap(),
                Some(expected.clone())
            );
        }
    }

    #[test]
    fn the_rest_are_commands() {
        for text in [
            "INSERT INTO t SELECT 1",
            "INSERT INTO t (SELECT 1)",
            "INSERT INTO t (a)",
            "CREATE TABLE t (x UInt8) ENGINE = Log",
            "WITH 1 AS x INSERT INTO t SELECT x",
            "SHOW TABLES FORMAT JSON",
        ] {
            assert!(matches!(complete(text), Statement::Command { .. }), "{text}");
        }
    }

    #[test]
    fn what_only_clients_do_is_refused() {
        let code = |text: &str| read(text.as_bytes(), true).unwrap_err().code;
        assert_eq!(code("SELECT 1; SELECT 2"), 62);
        assert_eq!(code("  -- nothing"), 62);
        assert_eq!(code("SELECT 1 INTO OUTFILE '/etc/x'"), 358);
        assert_eq!(code("INSERT INTO t FROM INFILE '/etc/x' FORMAT CSV"), 48);
    }
}
