//! A connection made ready for one query: its database, roles and settings, and the way back for sessions.

use crate::engine::{Engine, tag_assignment};
use crate::exception::Exception;
use crate::ffi::Connection;
use crate::request::{Query, SessionWish};
use crate::session::Sessions;

/// A connection for one query; [`Lease::end`] gives it back to its session or closes it.
pub(crate) struct Lease<'a> {
    /// Use it.
    pub(crate) connection: Connection,
    session: Option<(&'a Sessions, &'a SessionWish)>,
    restore: Vec<String>,
}

impl<'a> Lease<'a> {
    /// Connects, then applies database, roles and settings.
    ///
    /// A query without session has a connection of its own (measured: about a millisecond), so that nothing
    /// of it can reach another query. A session keeps what its queries SET and USE, not what came in parameters.
    ///
    /// # Errors
    /// Unknown database, role or setting, wrong value: the engine's own exceptions.
    pub(crate) fn take(
        engine: &Engine,
        sessions: &'a Sessions,
        query: &'a Query,
        tag: u64,
    ) -> Result<Self, Exception> {
        let mut lease = match &query.session {
            None => Self {
                connection: engine.connect()?,
                session: None,
                restore: Vec::new(),
            },
            Some(wish) => {
                let connection = sessions.take(engine, wish)?;
                Self {
                    connection,
                    session: Some((sessions, wish)),
                    restore: Vec::new(),
                }
            }
        };
        match lease.prepare(query, tag) {
            Ok(()) => Ok(lease),
            Err(exception) => {
                lease.end();
                Err(exception)
            }
        }
    }

    /// Gives a session's connection back as it was; closes any other.
    pub(crate) fn end(mut self) {
        let restored = std::mem::take(&mut self.restore)
            .iter()
            .all(|sql| self.run(sql).is_ok());
        if let Some((sessions, wish)) = self.session {
            sessions.give_back(wish, restored.then_some(self.connection));
        }
    }

    fn prepare(&mut self, query: &Query, tag: u64) -> Result<(), Exception> {
        if self.session.is_some() {
            self.restore = self.present(query)?;
            // A query that failed is taken from the list of processes by the next statement of its connection.
            self.restore.push(format!("SET {}", tag_assignment(0)));
        }
        if let Some(database) = &query.database {
            self.run(&format!("USE {}", quoted(database, '`')))?;
        }
        if !query.roles.is_empty() {
            let roles: Vec<String> = query.roles.iter().map(|role| quoted(role, '`')).collect();
            self.run(&format!("SET ROLE {}", roles.join(", ")))?;
        }
        let mut assignments = Vec::with_capacity(query.settings.len() + 1);
        for (name, value) in &query.settings {
            assignments.push(format!("{} = {}", setting_name(name)?, quoted(value, '\'')));
        }
        assignments.push(tag_assignment(tag));
        self.run(&format!("SET {}", assignments.join(", "))).map(drop)
    }

    /// The statements that bring a session back to what it is now.
    fn present(&mut self, query: &Query) -> Result<Vec<String>, Exception> {
        let mut statements = Vec::new();
        if query.database.is_some() {
            let present = self.run("SELECT currentDatabase()")?;
            statements.push(format!("USE {}", quoted(present.trim_end(), '`')));
        }
        let names: Vec<String> = query
            .settings
            .iter()
            .map(|(name, _)| quoted(name, '\''))
            .collect();
        if !names.is_empty() {
            let names = names.join(", ");
            let sql = format!(
                "SELECT name, changed, value FROM system.settings WHERE name IN ({names}) FORMAT TSV"
            );
            let assignments: Vec<String> = self.run(&sql)?.lines().filter_map(assignment).collect();
            if !assignments.is_empty() {
                statements.push(format!("SET {}", assignments.join(", ")));
            }
        }
        Ok(statements)
    }

    fn run(&mut self, sql: &str) -> Result<String, Exception> {
        let output = self
            .connection
            .query(sql.as_bytes(), "TSVRaw", &[])
            .map_err(Exception::of_engine)?;
        Ok(String::from_utf8_lossy(&output.body).into_owned())
    }
}

/// The assignment that gives a setting the value of a line `name, changed, value`; in this format the value is
/// escaped as a literal is.
fn assignment(line: &str) -> Option<String> {
    let mut fields = line.splitn(3, '\t');
    let (name, changed, value) = (fields.next()?, fields.next()?, fields.next()?);
    Some(match changed {
        "0" => format!("{name} = DEFAULT"),
        _ => format!("{name} = '{value}'"),
    })
}

/// Settings are plain words; anything else could not be one.
fn setting_name(name: &str) -> Result<&str, Exception> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.is_empty() && name.chars().all(plain) && !name.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(name);
    }
    Err(Exception::new(
        115,
        "UNKNOWN_SETTING",
        format!("Unknown setting '{name}'."),
    ))
}

fn quoted(text: &str, quote: char) -> String {
    let mut result = String::with_capacity(text.len() + 2);
    result.push(quote);
    for c in text.chars() {
        if c == quote || c == '\\' {
            result.push('\\');
        }
        result.push(c);
    }
    result.push(quote);
    result
}
