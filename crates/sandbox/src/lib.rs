//! A Zuora workflow tenant on your laptop.
//!
//! [`Sandbox::exchange`] takes an HTTP request and the current time and gives back an HTTP answer,
//! together with how that answer is to be delivered: faults of the line are values here. The
//! library has no clock, no socket and no thread, so the same tenant runs in a test, behind the
//! `reprise-sandbox` server and inside a page.
//!
//! It imitates the Workflow operations of the Zuora API reference of 2026-09-11. Where it departs
//! from them, or had to guess, stands in `docs/sandbox-differences.md`. It shares no types with
//! the console's own reader, or one misspelt field would pass on both sides.

mod answer;
mod api;
mod calendar;
mod chance;
mod control;
mod faults;
mod form;
mod idempotency;
mod json_text;
mod manners;
mod records;
mod reply;
mod request_headers;
mod run;
mod sandbox;
mod seed;
mod signed;
mod task;
mod tenancy;
mod tenant;
mod token;
mod way_in;
mod world;

pub use calendar::{DAY_MS, Day};
pub use faults::{Fault, On, SENTINELS, Sentinel};
pub use manners::{Keys, Manners, Rerun};
pub use records::{Execution, ReceivedRequest};
pub use reply::{Delivery, Reply};
pub use sandbox::{Sandbox, Settings};
pub use tenancy::{ENTITIES, Entity, ORGS};
pub use token::{CREDENTIALS, Credential};
