//! The command line.

use axum::http::HeaderValue;
use clap::Parser;
use reprise_sandbox::{Day, Settings};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// A Zuora workflow tenant on your laptop.
#[derive(Debug, Parser)]
#[command(name = "reprise-sandbox", version)]
pub(crate) struct Flags {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,

    /// Folder with the built page, served at every path outside the API.
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,

    /// File served as /config.json instead of the site's own.
    #[arg(long, value_name = "FILE", requires = "site")]
    pub(crate) config: Option<PathBuf>,

    /// Adds `X-Operator: NAME` to the answer of /config.json, as a log-in proxy would.
    #[arg(long, value_name = "NAME", requires = "site")]
    pub(crate) operator: Option<HeaderValue>,

    /// File to which each execution ordered by a rerun is appended as one line of JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,

    /// Demand a bearer token under /api too, instead of adding the credential there.
    #[arg(long)]
    pub(crate) require_token: bool,

    /// Multiplies the durations of tasks; 1 is about 0.8 s queued and 2.5 s processing.
    #[arg(long, value_name = "F", default_value_t = 1.0, value_parser = pace)]
    pub(crate) pace: f64,

    /// Day (UTC) at whose start the seed ends; today if absent.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) anchor: Option<Day>,
}

impl Flags {
    /// Whether the files that were named are there.
    pub(crate) fn check(&self) -> Result<(), String> {
        if let Some(site) = self.site.as_ref().filter(|site| !site.is_dir()) {
            return Err(format!("The site folder {} does not exist.", site.display()));
        }
        if let Some(config) = self.config.as_ref().filter(|config| !config.is_file()) {
            return Err(format!("The configuration file {} does not exist.", config.display()));
        }
        Ok(())
    }

    pub(crate) fn settings(&self) -> Settings {
        let anchor = self.anchor.unwrap_or_else(|| Day::of_millis(now_ms()));
        Settings { anchor, pace: self.pace, api_needs_token: self.require_token }
    }
}

/// Milliseconds since 1970-01-01 UTC.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "not a day in the form YYYY-MM-DD".to_owned())
}

fn pace(text: &str) -> Result<f64, String> {
    let factor: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=10_000.0).contains(&factor) { Ok(factor) } else { Err("not in 0..=10000".to_owned()) }
}
