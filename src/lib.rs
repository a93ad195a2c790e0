//! Reprise: a browser console that shows why a Zuora workflow task failed and reruns it, at most
//! once per decision.
//!
//! `desk` holds the only I/O; `pages` have one file per route; `parts` know the domain; `ui`
//! knows nothing of it. Importing this library mounts nothing.
#![allow(clippy::must_use_candidate, reason = "component functions are called by the view macro")]
#![allow(clippy::needless_pass_by_value, reason = "the view macro hands props over by value")]
#![allow(
    unreachable_pub,
    reason = "the component macro makes its props `pub`, whatever is written"
)]

pub mod app;
pub mod desk;
mod pages;
pub mod panic_screen;
pub mod parts;
pub mod ui;
