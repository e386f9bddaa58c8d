//! Health and metrics over HTTP: live while the process answers, ready while the pipeline makes progress.
use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use ingest::Metrics;
use prometheus_client::registry::Registry;

/// A record that waits longer than this to become durable means that nothing moves.
const STUCK_SECONDS: f64 = 60.0;

/// GET /health/live and /health/ready.
pub fn health(metrics: &Metrics) -> Router {
    let metrics = metrics.clone();
    Router::new()
        .route("/health/live", get(|| async { "live\n" }))
        .route("/health/ready", get(move || std::future::ready(ready(&metrics))))
}

/// GET /metrics, as Prometheus text.
pub fn metrics(metrics: &Metrics) -> Router {
    let mut registry = Registry::default();
    metrics.register(&mut registry);
    let registry = Arc::new(registry);
    Router::new().route("/metrics", get(move || std::future::ready(exposition(&registry))))
}

fn ready(metrics: &Metrics) -> impl IntoResponse + use<> {
    let oldest = metrics.oldest_unacknowledged_seconds();
    if oldest < STUCK_SECONDS {
        return (StatusCode::OK, "ready\n".to_owned());
    }
    let words = format!(
        "not ready: a record waits since {oldest:.0} s to become durable; is ClickHouse reachable?\n"
    );
    (StatusCode::SERVICE_UNAVAILABLE, words)
}

fn exposition(registry: &Registry) -> impl IntoResponse + use<> {
    let mut text = String::new();
    match prometheus_client::encoding::text::encode(&mut text, registry) {
        Ok(()) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            (StatusCode::OK, [(header::CONTENT_TYPE, kind)], text)
        }
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            [(header::CONTENT_TYPE, "text/plain")],
            error.to_string(),
        ),
    }
}
