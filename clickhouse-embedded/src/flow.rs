//! Rows on their way from the engine's pipe to the client, in bounded memory.

use std::io::SeekFrom;
use std::path::Path;

use axum::body::Body;
use axum::http::Response;
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::net::unix::pipe;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::cancel::Interest;
use crate::exception::Exception;
use crate::response;
use crate::work::{Done, Rows};

/// A running SELECT.
pub(crate) struct Flow {
    pipe: pipe::Receiver,
    format: String,
    held: BytesMut,
    worker: Worker,
    interest: Interest,
}

/// The thread that runs the query.
pub(crate) type Worker = JoinHandle<Result<Done, Exception>>;

/// Read from the pipe at once.
const PIECE_BYTES: usize = 256 << 10;
/// Pieces in flight between pipe and client.
const PIECES: usize = 4;
/// Held in memory of an answer that waits for the query's end; the rest waits in a file.
const SPOOL_MEMORY_BYTES: usize = 8 << 20;

/// Waits for the query's end.
pub(crate) async fn end(worker: Worker) -> Result<Done, Exception> {
    let died = |error| {
        Exception::new(
            1002,
            "UNKNOWN_EXCEPTION",
            format!("The query's thread died: {error}."),
        )
    };
    worker.await.map_err(died)?
}

impl Flow {
    /// Takes over the pipe of a query that has begun.
    pub(crate) fn new(rows: Rows, worker: Worker, interest: Interest) -> Result<Self, Exception> {
        let failed = |error| {
            Exception::new(
                75,
                "CANNOT_READ_FROM_FILE_DESCRIPTOR",
                format!("No pipe: {error}."),
            )
        };
        let pipe = pipe::Receiver::from_owned_fd(rows.pipe.into()).map_err(failed)?;
        Ok(Self {
            pipe,
            format: rows.format,
            held: BytesMut::new(),
            worker,
            interest,
        })
    }

    /// Answers: whole results at once, with a status that tells how it went; longer ones as they come.
    pub(crate) async fn respond(
        mut self,
        buffer_bytes: usize,
        spool: Option<&Path>,
        version: &str,
        stopping: watch::Receiver<bool>,
    ) -> Result<Response<Body>, Exception> {
        let limit = if spool.is_some() {
            buffer_bytes.max(SPOOL_MEMORY_BYTES)
        } else {
            buffer_bytes
        };
        if self.fill(limit).await? {
            let mut done = end(self.worker).await?;
            self.held.extend_from_slice(&done.body);
            done.format = self.format;
            return Ok(response::complete(Body::from(self.held.freeze()), &done));
        }
        match spool {
            Some(folder) => self.spool(folder).await,
            None => Ok(self.stream(version, stopping)),
        }
    }

    /// Reads until the end (`true`) or the limit.
    async fn fill(&mut self, limit: usize) -> Result<bool, Exception> {
        while self.held.len() <= limit {
            if self.pipe.read_buf(&mut self.held).await.map_err(broken)? == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn spool(mut self, folder: &Path) -> Result<Response<Body>, Exception> {
        let path = folder.join(format!("result-{:016x}", rand::random::<u64>()));
        let mut file = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
            .await
            .map_err(broken)?;
        // Nobody else needs its name, and without one it goes away by itself.
        tokio::fs::remove_file(&path).await.map_err(broken)?;
        file.write_all(&self.held).await.map_err(broken)?;
        tokio::io::copy(&mut self.pipe, &mut file).await.map_err(broken)?;
        let mut done = end(self.worker).await?;
        done.format = self.format;
        file.flush().await.map_err(broken)?;
        file.seek(SeekFrom::Start(0)).await.map_err(broken)?;
        let pieces = stream::try_unfold(file, |mut file| async move {
            Ok::<_, std::io::Error>(read_piece(&mut file).await?.map(|piece| (piece, file)))
        });
        Ok(response::complete(Body::from_stream(pieces), &done))
    }

    fn stream(mut self, version: &str, stopping: watch::Receiver<bool>) -> Response<Body> {
        let (sender, receiver) = mpsc::channel(PIECES);
        let tag = response::exception_tag();
        let format = std::mem::take(&mut self.format);
        tokio::spawn(self.pump(sender, tag.clone(), version.to_owned(), stopping));
        let pieces = stream::unfold(receiver, |mut receiver| async move {
            receiver
                .recv()
                .await
                .map(|piece: Result<Bytes, std::io::Error>| (piece, receiver))
        });
        let mut response = response::rows(Body::from_stream(pieces), &format);
        response::insert(response.headers_mut(), "X-ClickHouse-Exception-Tag", &tag);
        response
    }

    /// Moves pieces until the end, the client's leaving or the server's; in the last two cases the query is
    /// cancelled by dropping the interest in it.
    async fn pump(
        mut self,
        sender: mpsc::Sender<Result<Bytes, std::io::Error>>,
        tag: String,
        version: String,
        mut stopping: watch::Receiver<bool>,
    ) {
        if sender.send(Ok(self.held.split().freeze())).await.is_err() {
            return;
        }
        let moved = async {
            while let Some(piece) = read_piece(&mut self.pipe).await? {
                if sender.send(Ok(piece)).await.is_err() {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        let moved = tokio::select! {
            moved = moved => moved,
            () = sender.closed() => return,
            _ = stopping.wait_for(|stopping| *stopping) => return,
        };
        let ending = match moved {
            Err(error) => Some(Err(error)),
            Ok(false) => return,
            Ok(true) => end(self.worker)
                .await
                .err()
                .map(|e| Ok(response::exception_block(&e, &tag, &version))),
        };
        if let Some(ending) = ending {
            // A client that left does not miss it.
            let _ = sender.send(ending).await;
        }
        drop(self.interest);
    }
}

async fn read_piece(source: &mut (impl AsyncRead + Unpin)) -> Result<Option<Bytes>, std::io::Error> {
    let mut piece = BytesMut::with_capacity(PIECE_BYTES);
    while piece.len() < piece.capacity() {
        if source.read_buf(&mut piece).await? == 0 {
            break;
        }
    }
    Ok((!piece.is_empty()).then(|| piece.freeze()))
}

fn broken(error: std::io::Error) -> Exception {
    Exception::new(
        75,
        "CANNOT_READ_FROM_FILE_DESCRIPTOR",
        format!("The result broke off: {error}."),
    )
}
