//! Why a failed run was executed a second time, told from the journals.

use reprise_domain::journal::entry::{Closing, Entry, What};

use super::story::{Journal, Told};
use crate::zuora::Execution;

/// What brought a second execution about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The page sent its key again by itself.
    Automatic,
    /// Another copy of the same transmission, of which no page knows.
    SilentCopy,
    /// The operator asked again under the same key.
    AskedAgain,
    /// It was sent from another journal: by somebody else.
    SecondOperator,
    /// Anything else, such as another decision about the same failed run.
    Other,
    /// An operator ordered it, having written down that it might be a second one.
    Dared,
}

/// All that are counted as doubles, in the order of the tables.
pub(crate) const CAUSES: [Cause; 5] =
    [Cause::Automatic, Cause::SilentCopy, Cause::AskedAgain, Cause::SecondOperator, Cause::Other];

/// The cause of an execution that had others of the same failed run before it.
pub(super) fn cause(told: &Told, before: &[&Execution], run: &Execution) -> Cause {
    if before.iter().any(|before| before.track == run.track) {
        return Cause::SilentCopy;
    }
    let Some((key, sent, journal)) = told.sent.get(&run.track) else {
        return Cause::Other;
    };
    if was_dared(told, (*journal, key), *sent) {
        return Cause::Dared;
    }
    let own = |before: &&&Execution| told.journal_of(&before.track) == Some(*journal);
    if !before.iter().any(|before| own(&before)) {
        return Cause::SecondOperator;
    }
    let is_further = run.track.matches('-').count() > 1;
    let is_same = before.iter().filter(own).any(|before| before.key == *key);
    match (is_same, is_further) {
        (true, true) => Cause::Automatic,
        (true, false) => Cause::AskedAgain,
        (false, _) => Cause::Other,
    }
}

/// Whether it stands in the journal that an operator ordered that transmission though the task may
/// have run: once more under its key, or under a new one after finding that it did not run.
fn was_dared(told: &Told, (journal, key): (Journal, &str), sent: i64) -> bool {
    let place = (journal, key.to_owned());
    if told.dared.get(&place).is_some_and(|orders| orders.iter().any(|at| *at <= sent)) {
        return true;
    }
    let stories = || told.stories.iter().filter(|((own, _), _)| *own == journal);
    let later = told.stories.get(&place).and_then(|story| {
        let mut decisions = story.iter().filter_map(|(at, entry)| match &entry.what {
            What::Decided(intent) if intent.generation > 0 => Some(*at),
            _ => None,
        });
        decisions.find(|at| *at <= sent)
    });
    let is_same = |other: &str| other != key && told.about(other) == told.about(key);
    later.is_some_and(|decided| {
        stories().filter(|((_, other), _)| is_same(other)).any(|(_, story)| {
            story.iter().any(|(at, entry)| *at <= decided && finds_not_run(entry))
        })
    })
}

const fn finds_not_run(entry: &Entry) -> bool {
    matches!(entry.what, What::Closed(Closing::NotRun(_)))
}
