//! Ctrl-C: children are ended before the program ends, so that no server keeps its port.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

static ASKED: AtomicBool = AtomicBool::new(false);

/// Starts to listen for Ctrl-C and for a polite request to terminate.
pub(crate) fn listen() -> Result<(), Failure> {
    ctrlc::set_handler(|| ASKED.store(true, Ordering::Relaxed))
        .map_err(|error| Failure::new(format!("Ctrl-C cannot be listened for: {error}.")))
}

/// Whether the person has asked to stop; every wait looks at it.
pub(crate) fn was_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
