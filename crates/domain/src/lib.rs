//! The rules of Reprise, pure: no clock, no network, no DOM, no randomness.
//!
//! Everything the console decides is decided here and can be tested here. Time and chance are
//! arguments; requests and replies are values; what has to be done is an [`desk::Effect`].

pub mod api;
pub mod callout;
pub mod check;
pub mod config;
pub mod desk;
pub mod diagnosis;
pub mod explain;
pub mod header;
pub mod id;
pub mod journal;
pub mod meaning;
pub mod parameters;
pub mod place;
pub mod proof;
pub mod query;
pub mod rerun;
pub mod route;
pub mod run;
pub mod source;
pub mod tail;
pub mod task;
pub mod tenancy;
pub mod time;

pub use reprise_payload as payload;
