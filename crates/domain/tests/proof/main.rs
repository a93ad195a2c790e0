//! The proof of keys, played against the practice tenant in every world that it plays.
#![cfg(not(target_arch = "wasm32"))]

mod administrator;
mod practice;
mod troubles;
mod worlds;
