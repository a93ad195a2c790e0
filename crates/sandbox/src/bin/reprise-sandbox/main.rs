//! The sandbox behind a socket: `reprise-sandbox --help` lists its flags.

mod bridge;
mod execution_log;
mod flags;
mod line;
mod listen;
mod lock;
mod site;

use axum::Router;
use axum::routing::any;
use bridge::Bridge;
use clap::Parser as _;
use flags::Flags;
use std::process::ExitCode;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// What cannot be set up is one sentence on stderr and this code.
const NOT_SET_UP: u8 = 2;

/// Zuora compresses answers of more than 1000 bytes.
const COMPRESSED_FROM_BYTES: u16 = 1001;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(NOT_SET_UP)
        }
    }
}

async fn run(flags: Flags) -> Result<(), String> {
    flags.check()?;
    let log = execution_log::ExecutionLog::open(flags.log.as_deref())?;
    let (listener, address) = listen::bind(flags.port).await?;
    let bridge = Arc::new(Bridge::new(flags.settings(), log));
    let router = router(&flags, &bridge);
    announce(&format!("listening on http://{address}"));
    listen::serve(listener, router).await;
    Ok(())
}

fn router(flags: &Flags, bridge: &Arc<Bridge>) -> Router {
    let exchange = any(bridge::exchange).with_state(Arc::clone(bridge));
    let mut router = Router::new();
    for path in [
        "/api",
        "/api/{*rest}",
        "/_sandbox/{*rest}",
        "/oauth/{*rest}",
        "/workflows",
        "/workflows/{*rest}",
    ] {
        router = router.route(path, exchange.clone());
    }
    let router = match &flags.site {
        Some(folder) => site::add(router, folder, flags),
        None => router.fallback_service(exchange),
    };
    let worth_it = SizeAbove::new(COMPRESSED_FROM_BYTES).and(NotForContentType::IMAGES);
    router.layer(CompressionLayer::new().compress_when(worth_it))
}

#[allow(clippy::print_stdout, reason = "the one line that tells scripts the port")]
fn announce(line: &str) {
    println!("{line}");
}
