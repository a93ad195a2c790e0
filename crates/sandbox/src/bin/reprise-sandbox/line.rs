//! One TCP connection as its requests see it.

use std::sync::Arc;
use tokio::sync::Notify;

/// A connection that can be cut from inside a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line(Arc<Notify>);

impl Line {
    /// Cuts the connection: whatever was not sent is lost.
    pub(crate) fn cut(&self) {
        self.0.notify_one();
    }

    /// Returns once the connection is to be cut.
    pub(crate) async fn is_cut(&self) {
        self.0.notified().await;
    }
}
