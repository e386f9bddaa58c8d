//! Listening for HTTP, safe by default: loopback, or tokens; limits on size, rate, time and connections; TLS.
pub mod auth;
mod connections;
mod rate;
mod tls;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::config::Config;
use auth::TokenHash;

/// What the configuration says about listening.
pub struct Policy {
    /// Where to listen.
    pub address: SocketAddr,
    /// Who may POST events; empty: everybody (loopback only).
    pub events_tokens: Vec<TokenHash>,
    /// Who may read pages and metrics; empty: everybody (loopback only).
    pub pages_tokens: Vec<TokenHash>,
    /// Largest request body in bytes.
    pub body_bytes: usize,
    local_only: bool,
    tls: Option<tls::Acceptor>,
    rate: rate::Limit,
    time_limit: Duration,
    connections: usize,
}

/// Routes by who may use them. Health is for everybody.
pub struct Doors {
    /// Health checks.
    pub open: Router,
    /// POST /events.
    pub events: Router,
    /// Reports and metrics.
    pub pages: Router,
}

/// A bound address with its policy, not serving yet.
pub struct Bound {
    listener: TcpListener,
    policy: Policy,
}

impl Policy {
    /// Reads `listen.*`.
    ///
    /// # Errors
    /// An address off loopback without tokens, a hash that is none, certificate without key, numbers out of range.
    pub fn from_config(config: &Config) -> Result<Self> {
        Self::read(config, "listen.address", true)
    }

    /// The same for an address that shows health and metrics alone.
    ///
    /// # Errors
    /// As [`Policy::from_config`], without need of a token for events.
    pub fn for_health(config: &Config) -> Result<Self> {
        Self::read(config, "ingest.health_address", false)
    }

    fn read(config: &Config, key: &str, takes_events: bool) -> Result<Self> {
        let written = config.text(key);
        let Ok(address) = written.parse::<SocketAddr>() else {
            bail!(
                "`{key}` is \"{written}\" ({}): write an IP address and port like 127.0.0.1:8080",
                config.origin(key)
            );
        };
        let events_tokens = auth::hashes(&config.list("listen.events_token_sha256"))?;
        let pages_tokens = auth::hashes(&config.list("listen.pages_token_sha256"))?;
        let unguarded = match (pages_tokens.is_empty(), takes_events && events_tokens.is_empty()) {
            (true, _) => Some("listen.pages_token_sha256"),
            (_, true) => Some("listen.events_token_sha256"),
            _ => None,
        };
        if let (Some(token), false) = (unguarded, address.ip().is_loopback()) {
            bail!(
                "refusing to listen on {address} (`{key}`): it can be reached from other machines, and `{token}` is not \
                 set. `service-report token` makes a token and its hash; or listen on 127.0.0.1"
            );
        }
        Ok(Self {
            address,
            events_tokens,
            pages_tokens,
            local_only: unguarded.is_some(),
            body_bytes: config.number("listen.body_bytes")?,
            tls: tls::acceptor(config.path("listen.certificate"), config.path("listen.key"))?,
            rate: rate::Limit::new(
                config.number::<u32>("listen.requests_per_second")?,
                config.number::<u32>("listen.burst")?,
            ),
            time_limit: Duration::from_millis(config.number("listen.time_limit_ms")?),
            connections: config.number("listen.connections")?,
        })
    }

    /// Takes the address.
    ///
    /// # Errors
    /// The address is taken or not ours.
    pub async fn bind(self) -> Result<Bound> {
        let listener = TcpListener::bind(self.address).await.with_context(|| {
            format!(
                "cannot listen on {}; another program may be there: choose `listen.address`",
                self.address
            )
        })?;
        Ok(Bound {
            listener,
            policy: self,
        })
    }
}

impl Policy {
    /// Takes the address, or any free port beside it when another program is there.
    ///
    /// # Errors
    /// No port is free.
    pub async fn bind_or_any(mut self) -> Result<Bound> {
        if TcpListener::bind(self.address).await.is_err() {
            self.address.set_port(0);
        }
        self.bind().await
    }
}

impl Bound {
    /// The address to visit.
    ///
    /// # Errors
    /// The system cannot tell the port.
    pub fn url(&self) -> Result<String> {
        let scheme = if self.policy.tls.is_some() {
            "https"
        } else {
            "http"
        };
        Ok(format!("{scheme}://{}", self.listener.local_addr()?))
    }

    /// Serves until `stop` ends; then lets requests under way finish within the time limit.
    pub async fn serve(self, doors: Doors, stop: impl Future<Output = ()> + Send) {
        let Policy {
            events_tokens,
            pages_tokens,
            body_bytes,
            local_only,
            tls,
            rate,
            time_limit,
            connections,
            ..
        } = self.policy;
        let router = doors
            .pages
            .layer(from_fn_with_state(pages_tokens.into(), auth::check))
            .merge(
                doors
                    .events
                    .layer(from_fn_with_state(events_tokens.into(), auth::check)),
            )
            .merge(doors.open)
            .layer(DefaultBodyLimit::disable())
            .layer(RequestBodyLimitLayer::new(body_bytes))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::REQUEST_TIMEOUT,
                time_limit,
            ));
        // Without tokens only this machine may talk to us, also not through a browser's back: see `auth::local_name`.
        let router = if local_only {
            router.layer(from_fn(auth::local_name))
        } else {
            router
        };
        let router = router.layer(from_fn_with_state(rate, rate::check));
        connections::serve(self.listener, tls, router, connections, time_limit, stop).await;
    }
}

#[cfg(test)]
mod tests;
