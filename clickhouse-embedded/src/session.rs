//! Sessions: connections that outlive a query because the client named them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::engine::Engine;
use crate::exception::Exception;
use crate::ffi::Connection;
use crate::request::SessionWish;

/// How many sessions may be open.
const MAX_SESSIONS: usize = 1000;

/// The sessions of a server, by the client's name for them.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Session>>);

enum Session {
    Busy,
    Idle { connection: Connection, until: Instant },
}

impl Sessions {
    /// Takes the session's connection for one query, opening the session if it is new.
    ///
    /// # Errors
    /// Another query uses it, it must exist and does not, or there are too many.
    pub(crate) fn take(&self, engine: &Engine, wish: &SessionWish) -> Result<Connection, Exception> {
        let mut sessions = self.lock();
        let now = Instant::now();
        sessions.retain(|_, session| !matches!(session, Session::Idle { until, .. } if *until <= now));
        match sessions.insert(wish.id.clone(), Session::Busy) {
            Some(Session::Idle { connection, .. }) => return Ok(connection),
            Some(Session::Busy) => {
                let message = format!("Session {} is locked by a concurrent client.", wish.id);
                return Err(Exception::new(373, "SESSION_IS_LOCKED", message));
            }
            None => {}
        }
        let opened = match (wish.check, sessions.len() > MAX_SESSIONS) {
            (true, _) => Err(Exception::new(
                372,
                "SESSION_NOT_FOUND",
                format!("Session {} not found.", wish.id),
            )),
            (_, true) => Err(Exception::new(
                202,
                "TOO_MANY_SIMULTANEOUS_QUERIES",
                "Too many sessions.",
            )),
            _ => engine.connect(),
        };
        if opened.is_err() {
            sessions.remove(&wish.id);
        }
        opened
    }

    /// Gives the connection back; `None` ends the session.
    pub(crate) fn give_back(&self, wish: &SessionWish, connection: Option<Connection>) {
        let mut sessions = self.lock();
        match connection.filter(|_| !wish.close) {
            Some(connection) => {
                let until = Instant::now() + wish.timeout;
                sessions.insert(wish.id.clone(), Session::Idle { connection, until });
            }
            None => {
                sessions.remove(&wish.id);
            }
        }
    }

    /// Ends all sessions that no query uses.
    pub(crate) fn clear(&self) {
        self.lock().retain(|_, session| matches!(session, Session::Busy));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
