//! What pages ask of the model: reruns by place, by key and by where they come from.

use super::Model;
use crate::journal::entry::Stamp;
use crate::rerun::Rerun;
use crate::rerun::key::IdempotencyKey;
use crate::rerun::stage::Stage;
use crate::rerun::window::Window;
use crate::tenancy::EnvironmentId;
use crate::time::UnixMillis;

/// Whose hand a rerun's latest transmission was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Another tab's, which sent it at that moment, while this page was open.
    OtherTab(UnixMillis),
    /// That of a page before this one: of this tab or another, sent at that moment.
    EarlierPage(UnixMillis),
}

impl Model {
    /// The rerun of that key.
    #[must_use]
    pub fn rerun(&self, key: &IdempotencyKey) -> Option<&Rerun> {
        self.reruns.iter().find(|rerun| rerun.intent.key == *key)
    }

    /// The reruns of an environment, whichever entity and organisations: the latest decision
    /// first.
    #[must_use]
    pub fn reruns_in(&self, environment: &EnvironmentId) -> Vec<&Rerun> {
        let mut reruns: Vec<_> = self
            .reruns
            .iter()
            .filter(|rerun| rerun.intent.tenancy.environment == *environment)
            .collect();
        // What is not written down yet is the latest of all.
        let age = |rerun: &&Rerun| rerun.decided_at().map_or(i64::MAX, |at| at.0);
        reruns.sort_by_key(|rerun| std::cmp::Reverse(age(rerun)));
        reruns
    }

    /// The open reruns of an environment: those in doubt first, the oldest decision first, for its
    /// safe window ends first.
    #[must_use]
    pub fn open_in(&self, environment: &EnvironmentId) -> Vec<&Rerun> {
        let open = self.reruns_in(environment).into_iter().rev().filter(|rerun| rerun.is_open());
        doubtful_first(open)
    }

    /// The later decision that took the place of one, if there is one.
    #[must_use]
    pub fn superseded_by(&self, key: &IdempotencyKey) -> Option<&Rerun> {
        self.reruns.iter().rev().find(|rerun| rerun.intent.supersedes.as_ref() == Some(key))
    }

    /// Whether the journal was read, or was found unreadable, at least once.
    #[must_use]
    pub const fn has_read_journal(&self) -> bool {
        self.was_read
    }

    /// Whose hand sent a rerun last, unless this page did.
    #[must_use]
    pub fn hand_of(&self, rerun: &Rerun) -> Option<Hand> {
        let last = rerun.attempts.last().filter(|attempt| attempt.tab != self.tab)?;
        let at = last.sent.wall;
        Some(if at >= self.opened { Hand::OtherTab(at) } else { Hand::EarlierPage(at) })
    }
}

impl Rerun {
    /// Whether it may have run and nothing settles it yet, be it while the same key is sent once
    /// more.
    #[must_use]
    pub const fn is_in_doubt(&self) -> bool {
        matches!(self.stage, Stage::Unsettled(_) | Stage::Sending { doubted: Some(_) })
    }

    /// Whether its request may be handed out as a command for a shell: while Zuora surely knows
    /// the key, and not for a decision that was ended with nothing run, for the command would be
    /// its first execution, and no journal would know of it.
    #[must_use]
    pub fn may_be_command(&self, now: Stamp) -> bool {
        let ended = matches!(self.stage, Stage::Checking | Stage::NotSent(_) | Stage::NotRun);
        !ended && matches!(self.window(now), Window::Open(_))
    }
}

/// Those in doubt before the others, else as they come: a sort would weigh more.
#[must_use]
pub fn doubtful_first<'a>(reruns: impl Iterator<Item = &'a Rerun>) -> Vec<&'a Rerun> {
    let (mut doubtful, others): (Vec<_>, Vec<_>) = reruns.partition(|rerun| rerun.is_in_doubt());
    doubtful.extend(others);
    doubtful
}
