//! What the core asks of the world it runs in: requests, the journal's database, clock and chance.
//!
//! Thin: no rule stands here. All of it is found on the global object, so that it works in a page, in
//! a worker and, apart from the database, in Node.

mod body;
pub mod clock;
pub mod entropy;
pub mod journal;
pub mod reads;
pub mod script;
pub mod timer;
pub mod token;
pub mod transport;
