//! The story of a rerun, one sentence for each entry. "Nothing ran" is said of an attempt, never
//! of the rerun: an earlier attempt may have run whatever a later one tells (rule R5).

use super::fault::codes;
use super::{Tone, one_line, sentences};
use crate::header::{HeaderText, TrackId};
use crate::journal::entry::{Answer, Closing, Entry, Seen, What, Word};
use crate::rerun::stage::WhyNotSent;
use crate::rerun::verdict::{Doubt, Verdict};
use crate::rerun::{Intent, Rerun};
use crate::task::TaskStatus;

/// One entry, put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLine {
    /// How it is meant.
    pub tone: Tone,
    /// Its sign, beside the colour of the tone.
    pub sign: &'static str,
    /// What happened, in one sentence.
    pub text: String,
    /// What is known beyond that, or nothing.
    pub detail: String,
}

/// Puts one entry of a rerun's story into words.
#[must_use]
pub fn entry_line(entry: &Entry, rerun: &Rerun) -> StoryLine {
    let (tone, text, detail) = match &entry.what {
        What::Decided(intent) => decided(intent),
        What::Sent { track, .. } => sent(track, rerun),
        What::Answered { track, answer } => answered(track, answer),
        What::OnceMore(word) => once_more(word),
        What::Read(seen) => read(seen, rerun),
        What::Closed(closing) => closed(closing),
    };
    let sign = match tone {
        Tone::Plain => "○",
        Tone::Good => "✓",
        Tone::Unsettled => "●",
        Tone::Bad => "✕",
    };
    StoryLine { tone, sign, text, detail }
}

/// Tone, text and detail.
type Words = (Tone, String, String);

fn by(name: Option<&str>) -> String {
    name.map_or_else(|| "an operator whose name is not known".to_owned(), one_line)
}

fn decided(intent: &Intent) -> Words {
    let text = format!("Decided by {}: “{}”.", by(intent.by.as_deref()), one_line(&intent.reason));
    let stood = intent.basis.status.as_deref().map(one_line);
    let stood = stood.map(|status| format!("The task stood at {status}.")).unwrap_or_default();
    let earlier = intent.supersedes.as_ref().map(|key| format!("The decision before it: {key}."));
    (Tone::Plain, text, sentences([&stood, &earlier.unwrap_or_default()]))
}

fn sent(track: &TrackId, rerun: &Rerun) -> Words {
    let attempt = rerun.attempts.iter().find(|attempt| attempt.track == *track);
    let heard = attempt.is_some_and(|attempt| attempt.answer.is_some());
    let detail = if heard { "" } else { "No answer to it is written down." };
    // The page may have ended between writing and sending: the entry alone proves no sending.
    (Tone::Plain, format!("Written down before sending (track {track})."), detail.to_owned())
}

fn once_more(word: &Word) -> Words {
    let text = format!(
        "Sent once more, though it may run twice, by {}: “{}”.",
        by(word.by.as_deref()),
        one_line(&word.note)
    );
    (Tone::Plain, text, String::new())
}

fn answered(track: &TrackId, answer: &Answer) -> Words {
    let (tone, text, more) = verdict(answer);
    let request = answer.request_id.as_ref().map(HeaderText::as_str);
    let request = request.map(|id| format!("Zuora's request id: {id}.")).unwrap_or_default();
    (tone, text, sentences([&more, &format!("Track {track}."), &request]))
}

fn verdict(answer: &Answer) -> Words {
    let words = |tone, text: &str, more: String| (tone, text.to_owned(), more);
    let status = answer.status.map(|status| format!(" ({status})")).unwrap_or_default();
    match &answer.verdict {
        Verdict::Accepted(task) if answer.replayed => words(
            Tone::Plain,
            "Answered with the saved answer of an earlier request: Zuora had taken the rerun already.",
            format!("Nothing was run a second time. The task to follow is {task}."),
        ),
        Verdict::Accepted(task) => {
            let text = format!("Answered{status}: Zuora took the rerun.");
            (Tone::Plain, text, format!("The task to follow is {task}."))
        }
        Verdict::Unclear(doubt) => doubtful(doubt, &status),
        Verdict::Limited { wait_ms } => {
            // Rounded up: a shorter wait than Zuora asks for is none.
            let wait = wait_ms.max(&0).saturating_add(999) / 1000;
            let text = format!(
                "Turned away by the limiter (429): this attempt ran nothing; wait {wait} s."
            );
            (Tone::Bad, text, String::new())
        }
        Verdict::Refused(fault) => {
            (Tone::Bad, format!("Refused{status}: this attempt ran nothing."), codes(fault))
        }
        Verdict::NeverSent(why) => words(
            Tone::Bad,
            "This attempt never reached Zuora: it ran nothing.",
            reason(why).into(),
        ),
    }
}

fn doubtful(doubt: &Doubt, status: &str) -> Words {
    let (text, more) = match doubt {
        Doubt::TimedOut => ("No answer came in the time allowed: it may have run.", String::new()),
        Doubt::NoAnswer | Doubt::Interrupted => {
            ("The answer was lost: it may have run.", String::new())
        }
        Doubt::UnderWay => {
            ("Answered (409): an earlier request with this key is under way.", String::new())
        }
        Doubt::KeyClash => (
            "Answered (422): Zuora knows this key for something else.",
            "It does not prove that nothing ran.".to_owned(),
        ),
        Doubt::KeyLeft { at } => (
            "Not passed on by the gateway: this key has left it before, and may have run.",
            at.map(|at| format!("First at {}.", at.iso())).unwrap_or_default(),
        ),
        Doubt::CopyLeft => (
            "Not passed on by the gateway: another copy of this attempt has left it, and may have run.",
            String::new(),
        ),
        Doubt::Unproven(fault) => {
            let text =
                format!("Answered{status}: proves neither that the task ran nor that it did not.");
            return (Tone::Unsettled, text, codes(fault));
        }
    };
    (Tone::Unsettled, text.to_owned(), more)
}

fn read(seen: &Seen, rerun: &Rerun) -> Words {
    let basis = &rerun.intent.basis;
    let word = seen.basis.status.as_deref().map_or_else(|| "no status".to_owned(), one_line);
    let status = seen.basis.status.as_deref().map(TaskStatus::from_word);
    let other = if seen.task == rerun.intent.task {
        String::new()
    } else {
        format!("This is task {}.", seen.task)
    };
    let (tone, text) = if rerun.is_news(seen) && !rerun.proves_run(seen) {
        (Tone::Plain, format!("Read: the task is {word} now, with the times of the failed run."))
    } else if rerun.is_news(seen) {
        match status {
            Some(TaskStatus::Success) => {
                (Tone::Good, format!("Read: the task has run since: {word}."))
            }
            Some(status) if status.has_ended() => {
                (Tone::Bad, format!("Read: the task has run since: {word}."))
            }
            Some(TaskStatus::Queued) => {
                (Tone::Plain, format!("Read: the task has been queued since: {word}."))
            }
            _ => (Tone::Plain, format!("Read: the task has changed since: {word}.")),
        }
    } else if seen.basis == *basis {
        (Tone::Plain, format!("Read: the task stands unchanged ({word})."))
    } else {
        (Tone::Plain, format!("Read: an earlier state of the task ({word}); it proves nothing."))
    };
    (tone, text, other)
}

fn closed(closing: &Closing) -> Words {
    let found = |what: &str, word: &Word| {
        let text =
            format!("Found {what}, by {}: “{}”.", by(word.by.as_deref()), one_line(&word.note));
        (Tone::Plain, text, String::new())
    };
    match closing {
        Closing::NotRun(word) => found("not to have run", word),
        Closing::Ran(word) => found("to have run", word),
        Closing::NotSent(WhyNotSent::LetBe) => (
            Tone::Plain,
            "Not to be sent: nothing of it reached the task.".to_owned(),
            String::new(),
        ),
        Closing::NotSent(why) => {
            (Tone::Bad, "Ended: nothing of it reached the task.".to_owned(), reason(why).into())
        }
    }
}

const fn reason(why: &WhyNotSent) -> &'static str {
    match why {
        WhyNotSent::Changed => "The task was no longer as it stood at the decision.",
        WhyNotSent::Unread(_) => "The task could not be read once more.",
        WhyNotSent::Withheld(_) => "The browser held it back.",
        WhyNotSent::Gateway(_) => "The gateway answered by itself.",
        WhyNotSent::LetBe => "An operator decided not to send it.",
        WhyNotSent::Elsewhere => "Another tab had decided.",
        WhyNotSent::Unwritten(_) => "It could not be written down.",
    }
}
