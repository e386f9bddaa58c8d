//! A text made of an export's columns: `{number}/{sys_mod_count}`, or one column by its bare name.

/// Literal text and columns, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

/// One piece of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Literal(String),
    Column(String),
}

impl Template {
    /// Reads a template; a text without braces is a column's name.
    ///
    /// # Errors
    /// What is wrong with the braces.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("it is empty".into());
        }
        if !text.contains(['{', '}']) {
            return Ok(Self {
                parts: vec![Part::Column(text.to_owned())],
            });
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (literal, tail) = rest.split_at(open);
            let close = tail.find('}').ok_or("a `{` has no `}`")?;
            let column = tail[1..close].trim();
            if column.is_empty() || literal.contains('}') || column.contains('{') {
                return Err("braces must enclose a column's name each".into());
            }
            if !literal.is_empty() {
                parts.push(Part::Literal(literal.to_owned()));
            }
            parts.push(Part::Column(column.to_owned()));
            rest = &tail[close + 1..];
        }
        if rest.contains('}') {
            return Err("a `}` has no `{`".into());
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        Ok(Self { parts })
    }

    /// The columns it reads.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Column(column) => Some(column.as_str()),
            Part::Literal(_) => None,
        })
    }

    /// The column that it is, when it is nothing else.
    pub(crate) fn only_column(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Column(column)] => Some(column),
            _ => None,
        }
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_between_braces_or_alone() {
        let columns = |text: &str| {
            Template::parse(text)
                .unwrap()
                .columns()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            columns("{number}/{ sys_mod_count }!"),
            ["number", "sys_mod_count"]
        );
        assert_eq!(columns("sys updated at"), ["sys updated at"]);
    }

    #[test]
    fn broken_braces_are_refused() {
        for text in ["", "{number", "number}", "{}", "{a}}", "{a{b}}"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }
}
