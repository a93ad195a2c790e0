//! The accept loop. Axum's own cannot cut a connection without an answer.

use crate::line::Line;
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// Takes the port on the loopback address, or says in one sentence why not.
pub(crate) async fn bind(port: u16) -> Result<(TcpListener, SocketAddr), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            format!("Port {port} is in use; choose another with --port.")
        } else {
            format!("Port {port} cannot be opened: {error}.")
        }
    })?;
    let address = listener.local_addr().map_err(|error| format!("No local address: {error}."))?;
    Ok((listener, address))
}

/// Serves until the process ends.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(converse(stream, router.clone()));
            }
            // Out of file descriptors, most likely: let some connections end first.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn converse(stream: TcpStream, router: Router) {
    let line = Line::default();
    let own = line.clone();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(own.clone());
        router.clone().oneshot(request.map(Body::new))
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // Dropping the connection closes the socket with nothing more sent.
    tokio::select! {
        biased;
        () = line.is_cut() => {}
        _ = connection => {}
    }
}
