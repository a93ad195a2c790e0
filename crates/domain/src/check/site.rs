//! The host of the page's files, and the configuration beside them.

use super::{Matter, Seen};
use crate::config::{Config, Environment};

/// An address that is one of the page's, and no file.
pub const DEEP_LINK: &str = "/t/reprise-check/tasks";

/// A file that no build has.
pub const MISSING_FILE: &str = "/reprise-check-0000000000000000.js";

/// The salt of the configuration that comes with the project.
const DEMO_SALT: &str = "demo-salt-not-for-production-7c1e5f0c";

/// Whether the page may be served over that protocol from that host.
#[must_use]
pub fn transport(protocol: &str, host: &str) -> Option<Matter> {
    let loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    (protocol != "https:" && !loopback).then_some(Matter::PlainHttp)
}

/// A file that must be read anew each time; `None` when nothing came.
#[must_use]
pub fn not_stored(what: &'static str, seen: Option<&Seen>) -> Matter {
    let Some(seen) = seen.filter(|seen| seen.status == 200) else {
        return Matter::Silent(what);
    };
    let told = seen.header("cache-control").unwrap_or_default();
    let holds = told.split(',').any(|word| word.trim().eq_ignore_ascii_case("no-store"));
    Matter::NotStored { what, holds }
}

/// An address of the page gives the document, whatever is behind it.
#[must_use]
pub fn deep_link(seen: Option<&Seen>) -> Matter {
    seen.map_or(Matter::Silent("an address of the page"), |seen| {
        Matter::DeepLink(seen.status, seen.status == 200 && seen.is_kind("text/html"))
    })
}

/// A file that is not there is none: else a part of the page that is gone would come as HTML.
#[must_use]
pub fn missing_file(seen: Option<&Seen>) -> Matter {
    seen.map_or(Matter::Silent("a file that is not there"), |seen| {
        Matter::MissingFile(seen.status, matches!(seen.status, 404 | 410))
    })
}

/// The program's file, whose name holds the hash of what is in it.
#[must_use]
pub fn program(seen: Option<&Seen>) -> Vec<Matter> {
    let Some(seen) = seen.filter(|seen| seen.status == 200) else {
        return vec![Matter::Silent("the program")];
    };
    let kept = seen.header("cache-control").unwrap_or_default().to_ascii_lowercase();
    let packed =
        seen.header("content-encoding").filter(|how| matches!(*how, "br" | "gzip" | "zstd"));
    vec![
        Matter::ProgramKind(seen.is_kind("application/wasm")),
        Matter::ProgramKept(kept.contains("immutable") && kept.contains("max-age=")),
        Matter::ProgramPacked(packed.map(str::to_owned)),
    ]
}

/// What the configuration as a whole should be.
#[must_use]
pub fn config(config: &Config) -> Matter {
    Matter::OwnSalt(config.salt != DEMO_SALT)
}

/// What the configuration of an environment should tell.
#[must_use]
pub const fn environment(environment: &Environment) -> Matter {
    Matter::TenantNamed(environment.tenant.is_some())
}
