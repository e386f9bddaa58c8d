//! Being asked to stop: Ctrl-C or SIGTERM.
use tokio::signal::unix::{SignalKind, signal};

/// Ends when the program is asked to stop; never, where signals cannot be had.
pub async fn requested() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("asked to stop; finishing what is under way");
}
