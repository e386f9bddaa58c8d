//! Serves rendered reports as static pages: read only, nothing outside their folder, no script allowed.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

/// What the pages need and no more: their own style and pictures inside the page.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Routes that serve the files of `dir`: `/` is its index. Only `GET` and `HEAD`; only finished pages and JSON.
pub fn router(dir: &Path) -> Router {
    Router::new()
        .fallback_service(ServeDir::new(dir))
        .layer(from_fn(guard))
}

/// Passes requests for pages and JSON on and adds the headers that keep browsers careful.
async fn guard(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let served = path.ends_with('/') || path.ends_with(".html") || path.ends_with(".json");
    let hidden = path
        .split('/')
        .any(|part| part.starts_with('.') || part.to_ascii_lowercase().starts_with("%2e"));
    let mut response = match served && !hidden {
        true => next.run(request).await,
        false => StatusCode::NOT_FOUND.into_response(),
    };
    let headers = response.headers_mut();
    if let Some(kind) = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
    {
        let kind = match kind {
            "text/html" => "text/html; charset=utf-8",
            "application/json" => "application/json; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
