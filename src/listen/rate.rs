//! How often one client may ask: a token bucket per address.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{Extension, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// The address on the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Buckets of all clients. Clones share them.
#[derive(Clone)]
pub struct Limit {
    per_second: f64,
    burst: f64,
    buckets: Arc<Mutex<HashMap<IpAddr, Bucket>>>,
}

struct Bucket {
    left: f64,
    since: Instant,
}

/// Beyond so many clients, full buckets are forgotten.
const MANY: usize = 4096;

/// Lets a request pass, or refuses it with 429 and the time to wait.
pub async fn check(
    State(limit): State<Limit>,
    Extension(peer): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    if limit.take(peer.0, Instant::now()) {
        return next.run(request).await;
    }
    let wait = (1.0 / limit.per_second).ceil().max(1.0).to_string();
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(header::RETRY_AFTER, wait)],
        "too many requests; wait and try again\n",
    )
        .into_response()
}

impl Limit {
    /// A client may send `burst` requests at once and `per_second` in the long run.
    pub fn new(per_second: u32, burst: u32) -> Self {
        Self {
            per_second: per_second.into(),
            burst: burst.into(),
            buckets: Arc::default(),
        }
    }

    /// Takes one request out of the client's bucket; false when it is empty.
    fn take(&self, client: IpAddr, now: Instant) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MANY {
            buckets.retain(|_, bucket| self.filled(bucket, now) < self.burst);
        }
        let fresh = Bucket {
            left: self.burst,
            since: now,
        };
        let bucket = buckets.entry(household(client)).or_insert(fresh);
        bucket.left = self.filled(bucket, now);
        bucket.since = now;
        let allowed = bucket.left >= 1.0;
        bucket.left -= f64::from(u8::from(allowed));
        allowed
    }

    fn filled(&self, bucket: &Bucket, now: Instant) -> f64 {
        let seconds = now.saturating_duration_since(bucket.since).as_secs_f64();
        (bucket.left + seconds * self.per_second).min(self.burst)
    }
}

/// One client of IPv6 owns 2^64 addresses: they share a bucket.
fn household(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => IpAddr::V6(std::net::Ipv6Addr::from_bits(
            address.to_bits() & !u128::from(u64::MAX),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_passes_then_the_rate_holds_for_each_client() {
        let limit = Limit::new(2, 3);
        let (now, one) = (Instant::now(), IpAddr::from([10, 0, 0, 1]));
        assert_eq!((0..5).filter(|_| limit.take(one, now)).count(), 3);
        assert!(limit.take(IpAddr::from([10, 0, 0, 2]), now));
        let later = now + Duration::from_secs(1);
        assert_eq!((0..5).filter(|_| limit.take(one, later)).count(), 2);
    }

    #[test]
    fn neighbours_of_one_ipv6_network_share_a_bucket_and_old_buckets_go() {
        let limit = Limit::new(1, 1);
        let now = Instant::now();
        assert!(limit.take("2001:db8::1".parse().unwrap(), now));
        assert!(!limit.take("2001:db8::ffff".parse().unwrap(), now));
        for client in 0..MANY as u32 {
            limit.take(IpAddr::from(client.to_be_bytes()), now);
        }
        limit.take(IpAddr::from([127, 0, 0, 1]), now + Duration::from_secs(9));
        assert!(limit.buckets.lock().unwrap().len() < 3);
    }
}
