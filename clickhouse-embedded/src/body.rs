//! A request's body, handed from the connection to the thread that works for the engine.

use std::io::{self, Read};

use axum::body::Body;
use bytes::{Buf, Bytes};
use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};

/// Pieces in flight between connection and engine.
const PIECES: usize = 4;

/// How much of a body nobody wants is still read, so that its sender gets to see the answer.
const DRAIN_BYTES: usize = 1 << 30;

/// A channel for one body.
pub(crate) fn channel() -> (Sender, Reader) {
    let (sender, receiver) = mpsc::channel(PIECES);
    (
        Sender(sender),
        Reader {
            receiver,
            piece: Bytes::new(),
            ended: false,
        },
    )
}

enum Piece {
    Data(Bytes),
    End,
}

/// The connection's end.
pub(crate) struct Sender(mpsc::Sender<Piece>);

/// The engine's end; reading fails if the client goes away before the end of the body.
pub(crate) struct Reader {
    receiver: mpsc::Receiver<Piece>,
    piece: Bytes,
    ended: bool,
}

impl Sender {
    /// Passes the body on until it ends, breaks, is no longer wanted, or the server stops.
    pub(crate) async fn forward(self, body: Body, mut stopping: watch::Receiver<bool>) {
        tokio::select! {
            () = self.pass(body) => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    }

    async fn pass(self, body: Body) {
        let mut pieces = body.into_data_stream();
        let mut drained = 0;
        while let Some(piece) = pieces.next().await {
            let Ok(piece) = piece else { return };
            let length = piece.len();
            if self.0.send(Piece::Data(piece)).await.is_err() {
                drained += length;
            }
            if drained > DRAIN_BYTES {
                return;
            }
        }
        // Without this mark the reader takes the end of the channel for a client that went away.
        let _ = self.0.send(Piece::End).await;
    }
}

impl Reader {
    fn fill(&mut self) -> io::Result<()> {
        while self.piece.is_empty() && !self.ended {
            match self.receiver.blocking_recv() {
                Some(Piece::Data(piece)) => self.piece = piece,
                Some(Piece::End) => self.ended = true,
                // No UnexpectedEof: some decoders take that for a good end.
                None => {
                    return Err(io::Error::new(
                        io::ErrorKind::ConnectionAborted,
                        "the client went away",
                    ));
                }
            }
        }
        Ok(())
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let length = self.piece.len().min(buffer.len());
        self.piece.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}
