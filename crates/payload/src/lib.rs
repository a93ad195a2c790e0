//! JSON exactly as received: spans of the answer's own text, and a table of its containers.
//!
//! Nothing is parsed into numbers that cannot hold them (`1e400`, integers beyond 2^53) and
//! nothing is written anew: what is shown and copied is what came. One pass over the text proves
//! that it is JSON and notes where each object and array begins and ends; all else is read from
//! the text where someone looks.
//!
//! No function here recurses with the nesting of a text, so no nesting is too deep.

mod characters;
mod compare;
mod decode;
mod document;
mod find;
mod json;
mod large;
mod level;
pub mod mask;
mod not_json;
mod outline;
mod path;
mod received;
mod scan;
mod walk;

pub use characters::quoted;
pub use compare::{Change, ChangeKind, Comparison, Counts, compare};
pub use decode::{Charset, Decoder, Oddity, lossy, mark_bytes};
pub use find::{Hit, Hits, find};
pub use json::{Json, Kind};
pub use large::{LARGEST_SAFE, mark_large};
pub use level::{Child, Children, Name};
pub use not_json::NotJson;
pub use outline::{Opened, Outline, Row};
pub use path::{Path, PathTrouble, Step};
pub use received::Received;
