//! Where a rerun stands: a pure function of its story.

use super::rules::Rule;
use super::verdict::{Doubt, Verdict};
use super::{Attempt, Rerun};
use crate::api::fault::ApiFault;
use crate::journal::entry::{Answer, Closing};
use crate::task::TaskStatus;
use crate::time::UnixMillis;

/// Where a rerun stands.
///
/// | what is known of it | stage |
/// |---|---|
/// | the task is read once more, or the decision is being written down | Checking |
/// | decided and written down, nothing sent | Prepared |
/// | an attempt of this very page has no answer yet | Sending |
/// | an attempt was accepted | Accepted; Finished once a reading shows the end |
/// | none was accepted, and a reading since the first attempt differs from the basis | Ran |
/// | any attempt may have run (rule R5: whatever the others say) | Unsettled |
/// | of the attempts since it was last decided none may have run, and the last was limited (429) | `HeldBack`; Refused the third time |
/// | none of these may have run, and the last was refused | Refused |
/// | none of these may have run, and the last never left | `TurnedAway` |
/// | there is none of these | Prepared |
/// | ended before anything could have run | `NotSent` |
/// | an operator found that it did not run, or that it ran | `NotRun`, Ran |
///
/// Because it is computed from the whole story and not from the last entry, the order in which
/// late answers come in makes no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The task is read once more before anything is written down or sent.
    Checking,
    /// Written down, not sent. The page that decided ended before it could send, or could not
    /// write down that it would.
    Prepared,
    /// A request of this page may be on the wire. `doubted` when an earlier attempt was left in
    /// doubt.
    Sending {
        /// Why an earlier attempt is in doubt, if one is.
        doubted: Option<Doubt>,
    },
    /// Zuora took it.
    Accepted,
    /// Nothing ran, and the limiter asks to wait before the same key is sent again.
    HeldBack {
        /// When to ask again.
        until: UnixMillis,
    },
    /// Nothing ran: what was sent never reached Zuora.
    TurnedAway(WhyNotSent),
    /// It may have run or not. Only an acceptance of the key, evidence or an operator's finding
    /// ends this.
    Unsettled(Doubt),
    /// Zuora said no to the only attempts there were; nothing ran.
    Refused(ApiFault),
    /// No attempt ever reached Zuora.
    NotSent(WhyNotSent),
    /// The task has run since, as a reading shows or an operator found; by this rerun or
    /// another's hand.
    Ran,
    /// An operator found, on quiet evidence, that it did not run.
    NotRun,
    /// Accepted, and a reading shows the end.
    Finished(TaskStatus),
}

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNotSent {
    /// The task is no longer as the operator saw it.
    Changed,
    /// The task could not be read once more.
    Unread(Box<crate::desk::reading::Trouble>),
    /// The browser held the request back.
    Withheld(String),
    /// The gateway refused it by itself.
    Gateway(ApiFault),
    /// The operator let it be while nothing had run.
    LetBe,
    /// Another tab has decided about the same task.
    Elsewhere,
    /// The journal could not be written (rule R11).
    Unwritten(crate::journal::JournalTrouble),
}

impl Stage {
    /// Whether nothing more will come of it.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::Refused(_) | Self::NotSent(_) | Self::Ran | Self::NotRun | Self::Finished(_)
        )
    }
}

impl Stage {
    /// Its name in a program.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Prepared => "prepared",
            Self::Sending { .. } => "sending",
            Self::Accepted => "accepted",
            Self::HeldBack { .. } => "held-back",
            Self::TurnedAway(_) => "turned-away",
            Self::Unsettled(_) => "unsettled",
            Self::Refused(_) => "refused",
            Self::NotSent(_) => "not-sent",
            Self::Ran => "ran",
            Self::NotRun => "not-run",
            Self::Finished(_) => "finished",
        }
    }

    /// Whether the task may have run by it, or surely has.
    #[must_use]
    pub const fn may_have_run(&self) -> bool {
        match self {
            Self::Sending { .. }
            | Self::Accepted
            | Self::Unsettled(_)
            | Self::Ran
            | Self::Finished(_) => true,
            Self::Checking
            | Self::Prepared
            | Self::HeldBack { .. }
            | Self::TurnedAway(_)
            | Self::Refused(_)
            | Self::NotSent(_)
            | Self::NotRun => false,
        }
    }

    /// Whether it is known what became of the decision: Zuora took it or did not, or somebody found
    /// out.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Accepted) || self.is_terminal()
    }
}

/// How often the limiter may turn a rerun away before that counts as a refusal.
const LIMITED_AT_MOST: usize = 3;

/// Reads the stage from what is known.
pub(super) fn stage_of(rerun: &Rerun) -> Stage {
    if rerun.deciding {
        return Stage::Checking;
    }
    // A change after a transmission is never told as "nothing ran" (rule R14).
    let has_run = rerun.lamps.has_changed && rerun.rules.hold(Rule::RefusalsFollowed);
    match (&rerun.aside, &rerun.closing) {
        (Some(why), Some(Closing::NotSent(_))) if !has_run => return Stage::NotSent(why.clone()),
        (Some(why), None) if rerun.story.is_empty() => return Stage::NotSent(why.clone()),
        _ => {}
    }
    if rerun.verdicts().any(|verdict| matches!(verdict, Verdict::Accepted(_))) {
        let finished = rerun.lamps.finished.as_ref();
        return finished.map_or(Stage::Accepted, |(_, status)| Stage::Finished(status.clone()));
    }
    match &rerun.closing {
        Some(Closing::NotSent(why)) if !has_run => return Stage::NotSent(why.clone()),
        Some(Closing::NotRun(_)) => return Stage::NotRun,
        Some(Closing::NotSent(_) | Closing::Ran(_)) => return Stage::Ran,
        None => {}
    }
    let doubt = doubt_of(rerun);
    if rerun.is_on_the_wire() {
        return Stage::Sending { doubted: doubt };
    }
    if rerun.lamps.has_changed {
        return Stage::Ran;
    }
    doubt.map_or_else(|| harmless(rerun), Stage::Unsettled)
}

/// Why it is not known whether any attempt ran. What tells least hope of more comes first: a key
/// that clashed, then the latest doubt.
fn doubt_of(rerun: &Rerun) -> Option<Doubt> {
    let told = if rerun.rules.hold(Rule::StickyDoubt) { rerun.attempts.len() } else { 1 };
    let doubts =
        rerun.attempts.iter().rev().take(told).rev().filter_map(|attempt| match &attempt.answer {
            None => (!rerun.is_own(attempt)).then_some(Doubt::Interrupted),
            Some((_, Answer { verdict: Verdict::Unclear(doubt), .. })) => Some(doubt.clone()),
            Some(_) => None,
        });
    let doubts: Vec<_> = doubts.collect();
    let clash = doubts.iter().find(|doubt| **doubt == Doubt::KeyClash);
    clash.or(doubts.last()).cloned()
}

/// The stage while no attempt can have run: the last one since the decision tells.
fn harmless(rerun: &Rerun) -> Stage {
    let since = || rerun.attempts.iter().skip(rerun.decided_after);
    match since().next_back().and_then(|attempt| attempt.answer.as_ref()) {
        None => Stage::Prepared,
        Some((at, answer)) => match &answer.verdict {
            Verdict::Limited { wait_ms } => {
                let is_limited = |attempt: &&Attempt| {
                    let answer = attempt.answer.as_ref();
                    answer.is_some_and(|(_, told)| matches!(told.verdict, Verdict::Limited { .. }))
                };
                if since().filter(is_limited).count() >= LIMITED_AT_MOST {
                    let (wait_ms, complaints) = (Some(*wait_ms), Vec::new());
                    return Stage::Refused(ApiFault::Limited { wait_ms, complaints });
                }
                Stage::HeldBack { until: at.wall.plus(*wait_ms) }
            }
            Verdict::Refused(fault) => Stage::Refused(fault.clone()),
            Verdict::NeverSent(why) => Stage::TurnedAway(why.clone()),
            // Dealt with before: an acceptance and a doubt are never harmless.
            Verdict::Accepted(_) => Stage::Accepted,
            Verdict::Unclear(doubt) => Stage::Unsettled(doubt.clone()),
        },
    }
}
