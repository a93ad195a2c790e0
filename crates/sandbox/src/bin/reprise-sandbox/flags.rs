//! The command line.

use axum::http::HeaderValue;
use clap::Parser;
use reprise_sandbox::{Day, Keys, Manners, Rerun, Settings};
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

    /// What an Idempotency-Key is worth: `honoured`, `ignored` or `per-client`.
    #[arg(long, value_name = "HOW", default_value = "honoured", value_parser = keys)]
    pub(crate) keys: Keys,

    /// What a rerun does to its task: `same-id`, `new-id` or `keeps-times`.
    #[arg(long, value_name = "HOW", default_value = "same-id", value_parser = rerun)]
    pub(crate) rerun: Rerun,

    /// How far readings lag behind, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=3_600_000))]
    pub(crate) lag: i64,

    /// How long a rerun waits before anything of it shows, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=3_600_000))]
    pub(crate) queue: i64,
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
        let manners =
            Manners { keys: self.keys, rerun: self.rerun, lag_ms: self.lag, queue_ms: self.queue };
        Settings { anchor, pace: self.pace, api_needs_token: self.require_token, manners }
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

fn keys(text: &str) -> Result<Keys, String> {
    one_of(&Keys::ALL, text)
}

fn rerun(text: &str) -> Result<Rerun, String> {
    one_of(&Rerun::ALL, text)
}

fn one_of<T: Copy>(all: &[(&str, T)], text: &str) -> Result<T, String> {
    let known = all.iter().find(|(word, _)| *word == text);
    let words = || all.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    known.map(|(_, own)| *own).ok_or_else(|| format!("not one of {}", words()))
}

fn pace(text: &str) -> Result<f64, String> {
    let factor: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=10_000.0).contains(&factor) { Ok(factor) } else { Err("not in 0..=10000".to_owned()) }
}
