//! Connections: so many at a time, TLS where wanted, headers and requests within a time, a quiet end.
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::rate::Peer;
use super::tls::Acceptor;

/// A handshake or a request's headers take no longer than this.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until `stop` ends, then gives requests under way `time_limit` to finish.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Acceptor>,
    router: Router,
    connections: usize,
    time_limit: Duration,
    stop: impl Future<Output = ()> + Send,
) {
    let seats = Arc::new(Semaphore::new(connections));
    let (ending, _) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let seat = Arc::clone(&seats).acquire_owned().await;
            (seat, listener.accept().await)
        };
        let (seat, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!("cannot accept a connection: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (tls, router, ending) = (tls.clone(), router.clone(), ending.subscribe());
        tokio::spawn(async move {
            connection(stream, peer, tls, router, ending).await;
            drop(seat);
        });
    }
    drop(listener);
    let _ = ending.send(true);
    let everyone = u32::try_from(connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(time_limit, seats.acquire_many(everyone)).await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<Acceptor>,
    router: Router,
    ending: watch::Receiver<bool>,
) {
    let router = router.layer(Extension(Peer(peer.ip())));
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else {
        return speak(stream, peer, router, ending).await;
    };
    match tokio::time::timeout(PATIENCE, tls.accept(stream)).await {
        Ok(Ok(stream)) => speak(stream, peer, router, ending).await,
        Ok(Err(error)) => tracing::debug!("TLS with {peer} failed: {error}"),
        Err(_) => tracing::debug!("TLS with {peer} took too long"),
    }
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    mut ending: watch::Receiver<bool>,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = std::pin::pin!(connection);
    let ended = async move { ending.wait_for(|ending| *ending).await.is_ok() };
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        _ = ended => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        tracing::debug!("connection with {peer} ended: {error}");
    }
}
