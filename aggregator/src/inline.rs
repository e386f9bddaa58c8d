//! Puts the views that a SQL text reads into the text itself, or a table's name where one was written aside.
//!
//! ClickHouse analyses a parameterised view anew wherever it is read, and twice at each level of nesting: a chain of six
//! cost 64 times its first file. As one text, each file is analysed where it stands, once.

use std::borrow::Cow;

use crate::model::{self, SqlFile};

/// A view read with arguments: `stg_changes(as_of = {as_of:…}, until = {cut:…})`.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// What is read.
    pub(crate) view: &'static SqlFile,
    /// Its name and arguments, alike for calls that are alike.
    pub(crate) text: String,
    arguments: Vec<(String, String)>,
}

/// The text with every view in it written out; `table` may name a table that already holds what a call gives.
pub(crate) fn inline(sql: &str, table: &dyn Fn(&Call) -> Option<String>) -> String {
    let code = without_comments(sql);
    let mut out = String::with_capacity(code.len());
    let mut rest = &code[..];
    while let Some((before, call, after)) = next_call(rest) {
        out.push_str(before);
        match table(&call) {
            Some(name) => out.push_str(&name),
            None => {
                out.push_str("(\n");
                out.push_str(&inline(&call.body(), table));
                out.push_str("\n)");
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The views that a text reads itself, in order, as often as it reads them.
pub(crate) fn calls(sql: &str) -> Vec<Call> {
    let code = without_comments(sql);
    let mut found = Vec::new();
    let mut rest = &code[..];
    while let Some((_, call, after)) = next_call(rest) {
        found.push(call);
        rest = after;
    }
    found
}

impl Call {
    /// The view's text with the arguments in the place of its parameters.
    pub(crate) fn body(&self) -> String {
        let code = without_comments(self.view.sql);
        let mut out = String::with_capacity(code.len());
        let mut rest = &code[..];
        while let Some((before, parameter)) = rest.split_once('{') {
            let Some((parameter, after)) = parameter.split_once('}') else {
                break;
            };
            let name = parameter.split(':').next().unwrap_or_default();
            let given = self.arguments.iter().find(|(argument, _)| argument == name);
            out.push_str(before);
            match given {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&format!("{{{parameter}}}")),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// What stands before the next call, the call, and what stands behind it.
fn next_call(code: &str) -> Option<(&str, Call, &str)> {
    let mut from = 0;
    while let Some(at) = code[from..].find(['s', 'i']).map(|at| from + at) {
        let begins_word = !code[..at].ends_with(is_of_name);
        let length = code[at..].find(|c| !is_of_name(c)).unwrap_or(code.len() - at);
        let (name, behind) = code[at..].split_at(length);
        if begins_word
            && let Some(view) = model::views().find(|view| view.name == name)
            && let Some(opened) = behind.strip_prefix('(')
            && let Some((arguments, after)) = arguments(opened)
        {
            let text = format!("{name}({})", joined(&arguments));
            let call = Call {
                view,
                text,
                arguments,
            };
            return Some((&code[..at], call, after));
        }
        from = at + length;
    }
    None
}

fn joined(arguments: &[(String, String)]) -> String {
    let mut parts: Vec<String> = arguments
        .iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    parts.sort_unstable();
    parts.join(", ")
}

/// `name = value` parts up to the bracket that closes them, and what stands behind it.
fn arguments(opened: &str) -> Option<(Vec<(String, String)>, &str)> {
    let (mut depth, mut quoted, mut begin) = (0_usize, false, 0);
    let mut found = Vec::new();
    for (at, c) in opened.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ',' | ')' if depth == 0 => {
                let (name, value) = opened[begin..at].split_once('=')?;
                found.push((name.trim().to_owned(), as_one(value)));
                if c == ')' {
                    return Some((found, &opened[at + 1..]));
                }
                begin = at + 1;
            }
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// The value in one spelling, in brackets if it is more than one parameter or literal.
fn as_one(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    let value = words.join(" ");
    let single = |open: char, close: char| {
        value.starts_with(open) && value.ends_with(close) && value[1..].find(close) == Some(value.len() - 2)
    };
    if single('{', '}') || single('\'', '\'') {
        value
    } else {
        format!("({value})")
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The text without `-- …`; what is in quotes stays.
fn without_comments(sql: &str) -> Cow<'_, str> {
    if !sql.contains("--") {
        return Cow::Borrowed(sql);
    }
    let mut out = String::with_capacity(sql.len());
    for line in sql.lines() {
        let comment = line.match_indices("--").map(|(at, _)| at);
        let mut outside = comment.filter(|at| line[..*at].matches('\'').count() % 2 == 0);
        out.push_str(outside.next().map_or(line, |at| &line[..at]).trim_end());
        out.push('\n');
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_stands_in_the_text_with_its_arguments() {
        let sql = "select * from stg_records(kind = 'cost', as_of = {as_of:DateTime64(3, 'UTC')},\n    until = now() - 1) as r";
        let written = inline(sql, &|_| None);
        assert!(!written.contains("stg_"), "{written}");
        assert!(!written.contains("--") && !written.contains("{kind"), "{written}");
        assert!(written.contains("occurred_at < ((now() - 1))"), "{written}");
        assert!(written.contains("concat('cost', '.v')"), "{written}");
        assert!(written.ends_with(") as r"), "{written}");
    }

    #[test]
    fn a_call_that_a_table_holds_is_the_table() {
        let sql = "select * from stg_outages(as_of = {as_of:X}, until = {cut:X}) as o join intern(1)";
        let written = inline(sql, &|call| {
            (call.view.name == "stg_outages").then(|| "aside".to_owned())
        });
        assert_eq!(written, "select * from aside as o join intern(1)");
    }

    #[test]
    fn calls_are_alike_whatever_their_spelling() {
        let sql = "a(stg_outages(until = {cut:X},\n  as_of = {as_of:X})) b(stg_outages(as_of = {as_of:X}, until = {cut:X}))";
        let found: Vec<String> = calls(sql).into_iter().map(|call| call.text).collect();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], found[1]);
    }
}
