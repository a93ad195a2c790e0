//! How long a key may be sent again, by clocks of which one may be wrong.

use super::Rerun;
use super::policy::ASK_AGAIN_FOR_MS;
use crate::journal::entry::Stamp;
use crate::time::UnixMillis;

/// The time within which a key may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// It is open for so many milliseconds.
    Open(i64),
    /// It is over.
    Over,
    /// No clock can be trusted to tell.
    Untrusted,
}

impl Rerun {
    /// Where the safe window of its key stands, by both clocks (rule R4).
    ///
    /// The server's clock is the one by which Zuora forgets: where it tells, it alone may stand in
    /// for a machine's clock that went back. One that itself went back is never trusted.
    #[must_use]
    pub fn window(&self, now: Stamp) -> Window {
        let Some(first) = self.attempts.first() else {
            return Window::Open(ASK_AGAIN_FOR_MS);
        };
        let wall = self.has_kept_time(now.wall).then(|| now.wall.since(first.sent.wall));
        let server = self.server_now(now).zip(first.sent.server);
        let server = server.map(|(now, first)| now.since(first));
        let passed = match (wall, server) {
            (_, Some(server)) if server < 0 => return Window::Untrusted,
            (Some(wall), Some(server)) => wall.max(server),
            (None, Some(passed)) | (Some(passed), None) => passed,
            (None, None) => return Window::Untrusted,
        };
        if passed > ASK_AGAIN_FOR_MS {
            Window::Over
        } else {
            Window::Open(ASK_AGAIN_FOR_MS - passed)
        }
    }

    /// Whether the machine's clock has never stood before what was already written down.
    pub(super) fn has_kept_time(&self, now: UnixMillis) -> bool {
        let walls = || self.story.iter().map(|entry| entry.at.wall).chain([now]);
        walls().zip(walls().skip(1)).all(|(earlier, later)| earlier <= later)
    }

    /// The server's time: as told now, or as the latest entry that told it lets expect.
    pub(super) fn server_now(&self, now: Stamp) -> Option<UnixMillis> {
        let told = || {
            let latest = self.story.iter().rev().map(|entry| entry.at);
            let (at, server) = latest.into_iter().find_map(|at| Some((at, at.server?)))?;
            let passed = now.wall.since(at.wall);
            (passed >= 0).then(|| server.plus(passed))
        };
        now.server.or_else(told)
    }
}
