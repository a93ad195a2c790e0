//! How soon a doubt is settled.

use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::{Entry, TabId, What};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::verdict::Verdict;

use super::story::Told;

/// Within how long a doubt should be settled.
const SOON_MS: i64 = 15 * 60_000;

/// How many reruns came to be in doubt, and how many of them were settled soon.
pub(super) fn doubts(told: &Told) -> (u64, u64) {
    let lasted = told.stories.values().filter_map(|story| doubt_lasts(story));
    lasted.fold((0, 0), |(doubts, soon), ms| (doubts + 1, soon + u64::from(ms <= SOON_MS)))
}

/// How long the first doubt of a story lasts, if there is one: for ever, where nothing settles it.
fn doubt_lasts(story: &[(i64, Entry)]) -> Option<i64> {
    let answered = |track: &TrackId| {
        let answers = |entry: &Entry| matches!(&entry.what, What::Answered { track: own, .. } if own == track);
        story.iter().any(|(_, entry)| answers(entry))
    };
    let (_, first) = story.first()?;
    let mut rerun = Rerun::replay(vec![first.clone()], TabId::nobody(), Rules::default())?;
    let mut since = None;
    for (at, entry) in &story[1..] {
        rerun.add(entry.clone());
        let is_doubtful = rerun.attempts.iter().any(|attempt| match &attempt.answer {
            Some((_, answer)) => matches!(answer.verdict, Verdict::Unclear(_)),
            // Its page ended before it heard, or hears no more.
            None => !answered(&attempt.track),
        });
        if rerun.stage.is_settled() {
            if let Some(since) = since {
                return Some(at - since);
            }
        } else if is_doubtful {
            since.get_or_insert(*at);
        }
    }
    since.map(|_| i64::MAX)
}
