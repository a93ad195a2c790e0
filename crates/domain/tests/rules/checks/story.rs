//! What a story comes to, compared with a second reading of the same entries.

use reprise_domain::explain::state::state_word;
use reprise_domain::explain::story::entry_line;
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::{Entry, Stamp, What};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::policy::Order;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::verdict::Verdict;
use reprise_domain::time::UnixMillis;

use super::entries::{entries, own};

pub(crate) fn check(input: &[u8]) {
    let story = entries(input);
    let decided = story.first().is_some_and(|first| matches!(first.what, What::Decided(_)));
    let rerun = replay(&story);
    assert_eq!(rerun.is_some(), decided);
    if let Some(rerun) = rerun {
        assert_eq!(rerun.story, story);
        stands(&rerun, &Told::by(&story));
        says(&rerun);
        told_twice(&rerun);
        orders(&rerun);
        story.iter().for_each(super::journal::comes_back);
    }
}

fn replay(story: &[Entry]) -> Option<Rerun> {
    Rerun::replay(story.to_vec(), own(), Rules::default())
}

/// What the entries tell, read once more and otherwise than `Rerun` does.
#[derive(Default)]
struct Told {
    sent: usize,
    /// Those since the latest decision.
    since: usize,
    /// Attempts of another page without an answer, or whose first answer is in doubt.
    doubtful: usize,
    accepted: usize,
    /// Attempts of this page without an answer.
    waiting: usize,
    /// Since the last decision.
    closed: bool,
    /// The task was read after something had been sent.
    read_since: bool,
}

fn is_sent(story: &[Entry], track: &TrackId) -> bool {
    let same = |entry: &Entry| matches!(&entry.what, What::Sent { track: own, .. } if own == track);
    story.iter().any(same)
}

/// The first answer to an attempt, if there is one.
fn first_answer<'a>(story: &'a [Entry], track: &TrackId) -> Option<&'a Verdict> {
    story.iter().find_map(|entry| match &entry.what {
        What::Answered { track: own, answer } if own == track => Some(&answer.verdict),
        _ => None,
    })
}

impl Told {
    fn by(story: &[Entry]) -> Self {
        let mut told = Self::default();
        for (place, entry) in story.iter().enumerate() {
            match &entry.what {
                What::Decided(_) => (told.closed, told.since) = (false, 0),
                What::Closed(_) => told.closed = true,
                What::Read(_) => told.read_since |= told.sent > 0,
                What::Answered { .. } | What::OnceMore(_) => {}
                What::Sent { track, tab } => {
                    // A name that was used before: its answers belong to the first.
                    let is_first = !is_sent(&story[..place], track);
                    told.sent += 1;
                    told.since += 1;
                    match first_answer(&story[place..], track).filter(|_| is_first) {
                        Some(Verdict::Accepted(_)) => told.accepted += 1,
                        None if *tab == own() => told.waiting += 1,
                        Some(Verdict::Unclear(_)) | None => told.doubtful += 1,
                        Some(_) => {}
                    }
                }
            }
        }
        told
    }
}

fn stands(rerun: &Rerun, told: &Told) {
    let stage = &rerun.stage;
    assert_eq!(rerun.attempts.len(), told.sent);
    assert_eq!(rerun.is_open(), !(stage.is_terminal() || rerun.closing.is_some()), "{stage:?}");
    assert_eq!(rerun.closing.is_some(), told.closed);
    assert_eq!(rerun.lamps.accepted_at.is_some(), told.accepted > 0, "the lamp is lit by evidence");
    let changed = rerun.lamps.has_changed;
    assert!(told.read_since || !changed, "a change that was not read");
    assert!(changed || rerun.lamps.started_at.is_none() && rerun.lamps.finished.is_none());
    if told.accepted > 0 {
        assert!(matches!(stage, Stage::Accepted | Stage::Finished(_)), "{stage:?}");
        return;
    }
    assert!(!matches!(stage, Stage::Accepted | Stage::Finished(_)), "{stage:?}");
    let settled = told.closed || changed;
    match stage {
        Stage::Sending { doubted } => {
            assert!(told.waiting > 0 && !told.closed);
            assert_eq!(doubted.is_some(), told.doubtful > 0);
        }
        Stage::Unsettled(_) => assert!(told.doubtful > 0 && !told.closed, "{rerun:?}"),
        // Rule R5: none of these while anything may have run.
        Stage::Prepared | Stage::HeldBack { .. } | Stage::TurnedAway(_) | Stage::Refused(_) => {
            assert!(told.doubtful == 0 && !settled && told.waiting == 0, "{rerun:?}");
            assert_eq!(matches!(stage, Stage::Prepared), told.since == 0);
        }
        Stage::NotSent(_) | Stage::NotRun => assert!(told.closed, "{rerun:?}"),
        Stage::Ran => assert!(settled, "{rerun:?}"),
        Stage::Checking | Stage::Accepted | Stage::Finished(_) => {
            unreachable!("{stage:?} does not come from a story")
        }
    }
}

/// Words can be found for every stage and entry, and none of them says to try again in doubt.
fn says(rerun: &Rerun) {
    let (_, _, word) = state_word(rerun);
    assert_eq!(word == "Unsettled", rerun.is_unsettled(), "{word}");
    for entry in &rerun.story {
        let line = entry_line(entry, rerun);
        let text = format!("{} {}", line.text, line.detail);
        assert!(!text.contains(['\n', '\r', '\u{2028}']), "{text:?}");
        assert!(!text.to_lowercase().contains("try again"), "{text}");
    }
}

/// What follows from the story, without the story.
fn outcome(rerun: &Rerun) -> Rerun {
    let mut outcome = rerun.clone();
    outcome.story.clear();
    outcome
}

/// To take a fact twice makes no difference.
fn told_twice(rerun: &Rerun) {
    let twice = |entry: &Entry| {
        let times = if entry.is_fact() { 2 } else { 1 };
        std::iter::repeat_n(entry.clone(), times)
    };
    let doubled: Vec<_> = rerun.story.iter().flat_map(twice).collect();
    assert_eq!(replay(&doubled).as_ref().map(outcome), Some(outcome(rerun)), "at once");

    let mut later = rerun.clone();
    for (place, entry) in rerun.story.iter().enumerate() {
        if let What::Answered { track, .. } = &entry.what
            && is_sent(&rerun.story[..place], track)
        {
            later.add(entry.clone());
        }
    }
    assert_eq!(outcome(&later), outcome(rerun), "answers once more at the end");

    let mut taken = rerun.clone();
    taken.take_story(rerun.story.clone());
    assert_eq!(taken, *rerun, "the same story once more");
}

fn orders(rerun: &Rerun) {
    let told = Told::by(&rerun.story);
    let latest = rerun.story.iter().map(|entry| entry.at.wall.0).max().unwrap_or_default();
    let moments = [i64::MIN, 0, latest, latest.saturating_add(60_000), i64::MAX];
    // By the server's clock it is as late, as early as can be, or unknown.
    let clocks = |wall| [None, Some(wall), Some(i64::MIN)].map(|server| (wall, server));
    for (wall, server) in moments.into_iter().flat_map(clocks) {
        let now = Stamp { wall: UnixMillis(wall), server: server.map(UnixMillis) };
        let may = |order| rerun.may(order, now).is_ok();
        assert!(!may(Order::LetBe) || told.doubtful + told.accepted == 0, "let be in doubt");
        assert!(!may(Order::Send) || rerun.is_open() && told.accepted + told.waiting == 0);
        assert!(!may(Order::NotRun) || rerun.is_unsettled());
        // A clock that went back tells nothing; the server's may.
        let last = rerun.story.last().map_or(i64::MIN, |entry| entry.at.wall.0);
        let tells = wall >= last || server.is_some();
        assert!(!may(Order::NotRun) || tells, "{rerun:?}");
        assert!(!may(Order::Ran) || told.doubtful + told.accepted > 0);
        assert!(rerun.may_send_after(now).is_err() || may(Order::Send));
    }
}
