//! Quiet evidence: what must be seen before "it did not run" may be said, or a key be sent once more
//! that might run the task twice (rule R7).

use super::keys::QUIET_UNMEASURED_MS;
use super::policy::{ASK_AGAIN_FOR_MS, Inert};
use super::rules::Rule;
use super::stage::Stage;
use super::verdict::{Doubt, Verdict};
use super::window::Window;
use super::{Attempt, Rerun};
use crate::api::fault::ApiFault;
use crate::journal::entry::{Entry, Seen, Stamp, What};
use crate::time::UnixMillis;

/// How far apart the two readings must be that show the task unchanged, in milliseconds.
pub const READINGS_APART_MS: i64 = 60 * 1000;

/// How long after a refusal readings are still taken for evidence, in milliseconds: a copy that the
/// browser sent by itself may have run, and shows late.
const AFTER_REFUSAL_MS: i64 = 60 * 60 * 1000;

impl Rerun {
    /// Whether nothing was sent, and nothing has changed, for long enough: since the last
    /// transmission, or since a later reading where no clock can tell how long ago that was.
    pub(super) fn is_quiet(&self, now: Stamp) -> Result<(), Inert> {
        let Some(last) = self.attempts.last() else {
            return Err(Inert::Beside);
        };
        let (quiet_ms, seen) = (self.keys.quiet_ms(now.wall), self.quiet_since());
        let window = self.window(now);
        let since =
            if window == Window::Untrusted { seen.ok_or(Inert::NoReading)? } else { last.sent };
        if !self.has_passed(now, since, quiet_ms) {
            return Err(Inert::TooSoon(since.wall.plus(quiet_ms)));
        }
        let is_over = match window {
            Window::Over => true,
            Window::Untrusted => self.has_passed(now, since, ASK_AGAIN_FOR_MS),
            Window::Open(_) => false,
        };
        if !is_over && self.can_still_tell(now.wall) {
            let first = self.attempts.first().map_or(last.sent, |attempt| attempt.sent);
            return Err(Inert::KeyUnanswered(first.wall.plus(ASK_AGAIN_FOR_MS)));
        }
        let seen = seen.ok_or(Inert::NoReading)?;
        if !self.has_passed(now, seen, READINGS_APART_MS) {
            return Err(Inert::SecondReading(seen.wall.plus(READINGS_APART_MS)));
        }
        Ok(())
    }

    /// Whether sending the key once more could still tell for sure what became of it.
    fn can_still_tell(&self, now: UnixMillis) -> bool {
        let is_answered = self.attempts.iter().any(has_settled_key);
        !is_answered && self.runs_once(now) && !self.has_left()
    }

    /// Whether the gateway has said that it passes this key on no more.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.verdicts().any(|told| matches!(told, Verdict::Unclear(Doubt::KeyLeft { .. })))
    }

    /// Whether a reading is worth writing down: it shows something new, or is the quiet evidence
    /// that rule R7 asks for.
    #[must_use]
    pub fn is_worth_noting(&self, reading: &Seen, now: Stamp) -> bool {
        let Some(last) = self.attempts.last() else {
            return false;
        };
        let is_stale = reading.basis.is_older_than(&self.intent.basis);
        let before = self.seen.as_ref().filter(|(at, _)| at.wall >= last.sent.wall);
        let shown = before.map_or(&self.intent.basis, |(_, seen)| &seen.basis);
        let news = *shown != reading.basis && !is_stale;
        let again = reading.basis == self.intent.basis && self.has_come_back(now);
        let is_apart = before.is_none_or(|(at, _)| now.since(*at).0 >= READINGS_APART_MS);
        let is_quiet = is_apart && !is_stale && (self.is_unsettled() || self.lingers(now));
        let is_wanted = self.is_unsettled() || self.is_followed() || self.may_have_been_copied(now);
        (is_wanted && (news || again)) || is_quiet
    }

    /// Whether it was accepted long ago, and no reading has shown anything of it.
    pub(crate) fn lingers(&self, now: Stamp) -> bool {
        let accepted = self.lamps.accepted_at.filter(|_| !self.lamps.has_changed);
        let is_late = accepted.is_some_and(|at| now.wall.since(at) >= QUIET_UNMEASURED_MS);
        self.stage == Stage::Accepted && is_late
    }

    /// Whether nothing is known to have run, but the browser may have sent a copy that did.
    pub(super) fn may_have_been_copied(&self, now: Stamp) -> bool {
        let Some(last) = self.attempts.last() else {
            return false;
        };
        let is_recent = (0..AFTER_REFUSAL_MS).contains(&now.since(last.sent).0);
        is_recent && !self.stage.may_have_run() && self.rules.hold(Rule::RefusalsFollowed)
    }

    /// Whether so many milliseconds have passed, by each clock that tells; by the server's alone where
    /// the machine's went back.
    fn has_passed(&self, now: Stamp, since: Stamp, ms: i64) -> bool {
        let server = self.server_now(now).zip(since.server);
        let server = server.map(|(now, since)| now.since(since) >= ms);
        let wall = now.wall.since(since.wall) >= ms;
        server.map_or(wall, |server| server && (wall || !self.has_kept_time(now.wall)))
    }

    /// Since when readings show the task unchanged after the last transmission.
    fn quiet_since(&self) -> Option<Stamp> {
        let is_sent = |entry: &Entry| matches!(entry.what, What::Sent { .. });
        let after = self.story.iter().rposition(is_sent)?;
        let is_quiet = |entry: &&Entry| match &entry.what {
            What::Read(seen) => seen.basis == self.intent.basis,
            _ => false,
        };
        self.story.get(after..)?.iter().find(is_quiet).map(|entry| entry.at)
    }
}

/// Whether Zuora itself answered to the key, so that nothing of it is under way any more: a
/// saved answer, good or bad, is all that the key will ever give.
fn has_settled_key(attempt: &Attempt) -> bool {
    let verdict = attempt.answer.as_ref().map(|(_, answer)| &answer.verdict);
    matches!(
        verdict,
        Some(
            Verdict::Refused(_)
                | Verdict::Unclear(Doubt::Unproven(ApiFault::Down { .. } | ApiFault::Declined(_)))
        )
    )
}
