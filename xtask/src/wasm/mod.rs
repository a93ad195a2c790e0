//! What every WebAssembly file of this project goes through.

mod imports;
mod optimise;
mod purity;
mod remap;
mod sections;

pub(crate) use imports::shorten as shorten_imports;
pub(crate) use optimise::optimise;
pub(crate) use purity::require as require_purity;
pub(crate) use remap::{cargo_home, flags as remap_flags, registries as sources};
