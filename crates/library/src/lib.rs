//! Reprise as a module of JavaScript's: the rules of the console without its pages.
//!
//! What is exported here is low: texts, keys and plain objects. The face that developers see is the
//! JavaScript beside it (`crates/library/js`), which alone calls these.

mod adapter;
mod changes;
mod core;
mod deciding;
mod desk;
mod fault;
mod given;
mod intent;
mod keeper;
mod listing;
mod options;
mod orders;
mod plain;
mod reading;
mod turns;

pub use core::Core;
