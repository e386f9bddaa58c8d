//! One query from its text to its end, on a thread of its own that may wait for the engine.

use std::io::{ErrorKind, PipeReader, Read};
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::body::Reader;
use crate::cancel::Progress;
use crate::decode;
use crate::engine::Engine;
use crate::exception::Exception;
use crate::ffi::{Connection, Counts, Output};
use crate::lease::Lease;
use crate::request::Query;
use crate::session::Sessions;
use crate::statement::{self, Statement};

/// What a query needs.
pub(crate) struct Work {
    pub(crate) engine: Arc<Engine>,
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) query: Query,
    pub(crate) body: Reader,
    /// The body's Content-Encoding.
    pub(crate) encoding: String,
    pub(crate) progress: Arc<Progress>,
    /// Told when rows begin to flow.
    pub(crate) rows: oneshot::Sender<Rows>,
}

/// Rows flow out of the engine through this pipe until it ends.
pub(crate) struct Rows {
    pub(crate) pipe: PipeReader,
    pub(crate) format: String,
}

/// How a query went.
#[derive(Debug)]
pub(crate) struct Done {
    /// Output that did not flow through [`Rows`].
    pub(crate) body: Vec<u8>,
    pub(crate) counts: Counts,
    pub(crate) format: String,
    pub(crate) elapsed: Duration,
}

/// The format of output where nobody names one.
const DEFAULT_FORMAT: &str = "TabSeparated";
/// A statement without its data is no longer than this, in bytes.
const MAX_STATEMENT_BYTES: usize = 16 << 20;
/// Read from the body before looking for the statement's end, and at once for data.
const PIECE_BYTES: usize = 256 << 10;

/// Runs the query.
///
/// # Errors
/// The engine's exception, or this interface's.
pub(crate) fn run(work: Work) -> Result<Done, Exception> {
    let Work {
        engine,
        sessions,
        mut query,
        body,
        encoding,
        progress,
        rows,
    } = work;
    let started = Instant::now();
    let _attendance = progress.attend();
    let mut body = decode::decoder(body, &encoding)?;
    let mut text = std::mem::take(&mut query.text);
    let statement = read_statement(&mut text, &mut body)?;
    let mut lease = Lease::take(&engine, &sessions, &query, progress.tag)?;
    let mut task = Task {
        connection: &mut lease.connection,
        query: &query,
        text: &text,
    };
    let result = match statement {
        Statement::Select { outfile, end, format } => {
            let format = task.format(format);
            task.select(outfile, end, &format, &progress, rows)
                .map(|output| (output, format))
        }
        Statement::Insert { end, format, data } => task.insert(end, &format, data, &mut body),
        Statement::Command { format } => task.command(format),
    };
    lease.end();
    let (output, format) = result?;
    Ok(Done {
        body: output.body,
        counts: output.counts,
        format,
        elapsed: started.elapsed(),
    })
}

/// Reads the body as far as the statement reaches, or a little further.
fn read_statement(text: &mut Vec<u8>, body: &mut dyn Read) -> Result<Statement, Exception> {
    if !text.is_empty() {
        text.push(b'\n');
    }
    let mut complete = false;
    loop {
        if let Some(statement) = statement::read(text, complete)? {
            return Ok(statement);
        }
        let wanted = text.len().max(PIECE_BYTES);
        let limit = u64::try_from(wanted).unwrap_or(u64::MAX);
        let read = Read::take(&mut *body, limit)
            .read_to_end(text)
            .map_err(broken_body)?;
        complete = read < wanted;
        if text.len() > MAX_STATEMENT_BYTES && !complete {
            let message = format!("Query is longer than {MAX_STATEMENT_BYTES} bytes.");
            return Err(Exception::new(66, "QUERY_IS_TOO_LARGE", message));
        }
    }
}

fn broken_body(error: std::io::Error) -> Exception {
    match error.kind() {
        ErrorKind::ConnectionAborted => {
            Exception::new(210, "NETWORK_ERROR", format!("Body broke off: {error}."))
        }
        _ => Exception::new(
            354,
            "ZLIB_INFLATE_FAILED",
            format!("Body cannot be decompressed: {error}."),
        ),
    }
}

struct Task<'a> {
    connection: &'a mut Connection,
    query: &'a Query,
    text: &'a [u8],
}

impl Task<'_> {
    fn format(&self, named: Option<String>) -> String {
        named
            .or_else(|| self.query.default_format.clone())
            .unwrap_or_else(|| DEFAULT_FORMAT.to_owned())
    }

    fn execute(&mut self, sql: &[u8], format: &str) -> Result<Output, Exception> {
        self.connection
            .query(sql, format, &self.query.parameters)
            .map_err(Exception::of_engine)
    }

    /// Lets the engine write the rows into a pipe: any format, one encoder, memory bounded by the pipe.
    ///
    /// (The engine's own streaming calls start a new document for each block, and know SELECT only.)
    fn select(
        &mut self,
        outfile: usize,
        end: usize,
        format: &str,
        progress: &Progress,
        rows: oneshot::Sender<Rows>,
    ) -> Result<Output, Exception> {
        let failed = |error| {
            Exception::new(
                75,
                "CANNOT_WRITE_TO_FILE_DESCRIPTOR",
                format!("No pipe: {error}."),
            )
        };
        let (pipe, writer) = std::io::pipe().map_err(failed)?;
        let (head, tail) = (&self.text[..outfile], &self.text[outfile..end]);
        let clause = format!(" INTO OUTFILE '/dev/fd/{}' TRUNCATE ", writer.as_raw_fd());
        let sql = [head, clause.as_bytes(), tail].concat();
        let asked_for = progress.begin()
            && rows
                .send(Rows {
                    pipe,
                    format: format.to_owned(),
                })
                .is_ok();
        if !asked_for {
            return Err(Exception::new(
                394,
                "QUERY_WAS_CANCELLED",
                "The client went away.",
            ));
        }
        let output = self.execute(&sql, format);
        drop(writer);
        match output {
            // Said again of the text as the client wrote it; it has not run.
            Err(Exception { code: 62, .. }) => self.execute(self.text, format),
            output => output,
        }
    }

    fn command(&mut self, format: Option<String>) -> Result<(Output, String), Exception> {
        let session_only = ["SET", "USE"]
            .iter()
            .any(|word| statement::begins_with(self.text, word));
        if self.query.read_only && !session_only && !self.connection.only_reads(self.text) {
            let message = "default: Cannot execute query in readonly mode. For queries over HTTP, method GET \
                           implies readonly. You should use method POST for modifying queries.";
            return Err(Exception::new(164, "READONLY", message));
        }
        let format = self.format(format);
        Ok((self.execute(self.text, &format)?, format))
    }

    fn insert(
        &mut self,
        end: usize,
        format: &str,
        data: usize,
        body: &mut dyn Read,
    ) -> Result<(Output, String), Exception> {
        if self.query.read_only {
            return self.command(None);
        }
        let parameters = &self.query.parameters;
        let sql = &self.text[..end];
        let mut insert = self
            .connection
            .insert(sql, format, parameters)
            .map_err(Exception::of_engine)?;
        let mut takes_more = self.text[data..].is_empty() || insert.append(&self.text[data..]);
        let mut piece = vec![0; PIECE_BYTES];
        while takes_more {
            // Returning early drops the insert, which cancels it: what broke off is not committed.
            match body.read(&mut piece).map_err(broken_body)? {
                0 => break,
                length => takes_more = insert.append(&piece[..length]),
            }
        }
        let counts = insert.finish().map_err(Exception::of_engine)?;
        Ok((
            Output {
                body: Vec::new(),
                counts,
            },
            DEFAULT_FORMAT.to_owned(),
        ))
    }
}
