//! A cable to ClickHouse that can be cut: a tiny TCP proxy that refuses and drops connections on demand.

use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Cable {
    address: SocketAddr,
    connected: watch::Sender<bool>,
}

impl Cable {
    /// A cable to `target` (`host:port`).
    pub async fn to(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (connected, state) = watch::channel(true);
        let target: Arc<str> = target.into();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *state.borrow() {
                    tokio::spawn(carry(client, target.clone(), state.clone()));
                }
            }
        });
        Self { address, connected }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Drops every connection and refuses new ones.
    pub fn cut(&self) {
        self.connected.send_replace(false);
    }

    pub fn mend(&self) {
        self.connected.send_replace(true);
    }
}

async fn carry(mut client: TcpStream, target: Arc<str>, mut state: watch::Receiver<bool>) {
    let Ok(mut server) = TcpStream::connect(&*target).await else {
        return;
    };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
        _ = state.wait_for(|connected| !connected) => {}
    }
}
