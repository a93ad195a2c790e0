//! An answer and what becomes of it on the line.

use http::Response;

/// How an answer reaches the client, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// At once and entire.
    Whole,
    /// Entire, after this many milliseconds.
    After {
        /// Milliseconds to wait before the first byte.
        delay_ms: u64,
    },
    /// The request took effect, then the connection was cut: no byte of the answer arrives.
    CutAfterRunning,
    /// The connection was cut before the request took effect.
    CutBeforeRunning,
    /// The request took effect; the connection stays open and silent.
    Never,
}

/// What [`Sandbox::exchange`](crate::Sandbox::exchange) gives back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The answer; for a cut or silent connection the one that the client never sees.
    pub response: Response<Vec<u8>>,
    /// How it is to be delivered.
    pub delivery: Delivery,
}

impl Reply {
    pub(crate) fn whole(response: Response<Vec<u8>>) -> Self {
        Self { response, delivery: Delivery::Whole }
    }
}
