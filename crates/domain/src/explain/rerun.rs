//! What became of a rerun. "Try again" stands only where it is known that nothing ran.

use super::fault::{codes, said, trouble_notice};
use super::journal::journal_bar;
use super::{Notice, Tone, one_line, sentences};
use crate::api::fault::ApiFault;
use crate::desk::keeping::Journal;
use crate::journal::entry::Closing;
use crate::rerun::keys::KeysStanding;
use crate::rerun::stage::{Stage, WhyNotSent};
use crate::rerun::verdict::{Doubt, Verdict};
use crate::rerun::{Attempt, Rerun};
use crate::task::TaskStatus;
use crate::time::UnixMillis;

/// What to do while it is not known whether a task ran, where the same key may be sent again.
const ASK_AGAIN: &str =
    "Do not rerun it elsewhere. Check now reads the task; asking again sends the same key.";

/// The same where it may not.
const ONLY_CHECK: &str = "Do not rerun it elsewhere. Check now reads the task: its state tells.";

/// The same where Zuora is known to honour keys.
const AT_MOST_ONCE: &str = "Do not rerun it elsewhere. Check now reads the task; asking again sends the same key, under which Zuora runs it at most once.";

/// Says where a rerun stands.
#[must_use]
pub fn rerun_notice(rerun: &Rerun) -> Notice {
    let task = rerun.intent.task;
    match &rerun.stage {
        Stage::Checking => Notice::new(
            Tone::Plain,
            &format!("Reading task {task} once more…"),
            "Nothing has been sent.",
            "",
        ),
        // This very page is about to send it.
        Stage::Prepared if rerun.press.is_some() => Notice::new(
            Tone::Plain,
            &format!("Writing the rerun of task {task} down…"),
            "Nothing has been sent.",
            "",
        ),
        Stage::Prepared => Notice::new(
            Tone::Plain,
            &format!("The rerun of task {task} is written down, not sent."),
            "The page that decided it ended before it could send. Nothing ran.",
            "Send it, or say that it shall not be sent.",
        ),
        Stage::TurnedAway(why) => turned_away(rerun, why),
        Stage::NotRun => not_run(rerun),
        Stage::Sending { .. } => Notice::new(
            Tone::Plain,
            &format!("Sending the rerun of task {task}…"),
            "It may be on its way.",
            "Do not use another tool for this task now.",
        ),
        Stage::Accepted => accepted(rerun),
        Stage::HeldBack { .. } => Notice::new(
            Tone::Bad,
            &surely(rerun, "Zuora asks to wait."),
            &sentences([
                "Zuora's rate limit refused the request (429) before it reached the task.",
                copies(rerun),
            ]),
            "When the time is up, try again: the same key is sent.",
        ),
        Stage::Unsettled(doubt) => unsettled(rerun, doubt),
        Stage::Refused(fault) => refused(rerun, fault),
        Stage::NotSent(why) => not_sent(why, rerun),
        Stage::Ran => ran(rerun),
        Stage::Finished(status) => finished(rerun, status),
    }
}

/// A refusal speaks for this request. That no copy of it ran is known only where a gateway stops
/// copies.
fn refused(rerun: &Rerun, fault: &ApiFault) -> Notice {
    let detail = sentences([&said(fault), &refusal(rerun), copies(rerun)]);
    let advice = if rerun.keeps_its_key() {
        "Fix the cause, then rerun: the same key will be sent."
    } else {
        "Fix the cause, then rerun: that will be a new decision with a new key."
    };
    Notice::new(Tone::Bad, &surely(rerun, "Zuora refused the rerun."), &detail, advice)
}

/// What is said of attempts that ran nothing, with "Nothing ran." where no copy of them can have.
fn surely(rerun: &Rerun, said: &str) -> String {
    if copies(rerun).is_empty() { format!("{said} Nothing ran.") } else { said.to_owned() }
}

/// What is still open after an answer that says "nothing ran".
fn copies(rerun: &Rerun) -> &'static str {
    let withheld = |attempt: &Attempt| {
        let answer = attempt.answer.as_ref().map(|(_, answer)| &answer.verdict);
        matches!(answer, Some(Verdict::NeverSent(WhyNotSent::Withheld(_))))
    };
    let is_single =
        |attempt: &Attempt| withheld(attempt) || rerun.keys.copies_are_stopped(attempt.sent);
    if rerun.attempts.iter().all(is_single) {
        ""
    } else if !rerun.follow.is_over_after_refusal() {
        "A browser sometimes sends a request twice by itself: this page reads the task for two minutes to see that nothing ran."
    } else {
        "The task was read since, and has not changed."
    }
}

fn accepted(rerun: &Rerun) -> Notice {
    let replay = replayed(rerun);
    let quiet = if rerun.follow.is_over() {
        "It has not ended within the time this page follows it. Check now reads it again."
    } else {
        "This page reads the task until it ends."
    };
    let headline = format!("Zuora accepted the rerun of task {}.", rerun.intent.task);
    let unread =
        rerun.trouble.as_ref().map(|_| "The latest reading failed; the state below is older.");
    let detail = sentences([replay, unread.unwrap_or_default()]);
    Notice::new(Tone::Plain, &headline, &detail, quiet)
}

fn replayed(rerun: &Rerun) -> &'static str {
    if rerun.is_replayed() {
        "The rerun was already requested earlier: this answer is the saved one, nothing was run a second time."
    } else {
        ""
    }
}

fn refusal(rerun: &Rerun) -> String {
    let status = rerun.attempts.last().and_then(Attempt::status);
    status.map(|status| format!("It answered {status}.")).unwrap_or_default()
}

fn unsettled(rerun: &Rerun, doubt: &Doubt) -> Notice {
    let task = rerun.intent.task;
    let headline = format!("We do not know whether task {task} ran.");
    let detail = doubtful(rerun, doubt);
    let advice = if *doubt == Doubt::KeyClash {
        "Check now reads the task. Do not rerun it elsewhere; tell who set this page up."
    } else if rerun.keys.standing != KeysStanding::Unproven {
        AT_MOST_ONCE
    } else if rerun.is_guarded() && !rerun.has_left() {
        ASK_AGAIN
    } else {
        ONLY_CHECK
    };
    let unread = rerun.trouble.as_ref().map(|_| "The latest reading of the task failed.");
    let goes_on =
        if is_going_on(rerun) { "This page asks again by itself, with the same key." } else { "" };
    Notice::new(
        Tone::Unsettled,
        &headline,
        &sentences([&detail, unread.unwrap_or_default(), goes_on]),
        advice,
    )
}

/// Why it is not known.
fn doubtful(rerun: &Rerun, doubt: &Doubt) -> String {
    let answer = rerun.attempts.last().and_then(Attempt::status);
    let answered = answer.map(|status| format!("The answer was {status}.")).unwrap_or_default();
    match doubt {
        Doubt::TimedOut => "No answer came in the time allowed.".to_owned(),
        Doubt::NoAnswer => "The answer was lost.".to_owned(),
        Doubt::Interrupted => "It is being sent from another tab, or the page that sent it ended before an answer was written down.".to_owned(),
        Doubt::UnderWay => {
            "Zuora says that an earlier request with this key is still under way (409).".to_owned()
        }
        Doubt::KeyClash => {
            "Zuora says that this key was used for something else (422): another tenant, perhaps."
                .to_owned()
        }
        Doubt::KeyLeft { at } => sentences([
            "The gateway did not pass it on: this key has left it before",
            &left_at(*at),
            "That first request may have run the task, whoever sent it.",
        ]),
        Doubt::CopyLeft => "The browser sent the request twice by itself. The gateway passed one copy on, and its answer was lost.".to_owned(),
        Doubt::Unproven(fault) => sentences([
            &answered,
            &codes(fault),
            &written_by(fault),
            "It proves neither that the task ran nor that it did not.",
        ]),
    }
}

/// When something left the gateway first, as the rest of a sentence.
pub(super) fn left_at(at: Option<UnixMillis>) -> String {
    at.map_or_else(|| ".".to_owned(), |at| format!("(first at {}).", at.iso()))
}

/// Who may have written an answer that is not Zuora's.
fn written_by(fault: &ApiFault) -> String {
    match fault {
        ApiFault::WebPage { title: Some(title), .. } => {
            format!("It is a web page, “{}”, not Zuora's word.", one_line(title))
        }
        ApiFault::WebPage { .. } | ApiFault::NoGateway => {
            "It is a web page, not Zuora's word.".to_owned()
        }
        ApiFault::Redirected { .. } => {
            "It leads to another page: your sign-in has ended, it seems.".to_owned()
        }
        _ => String::new(),
    }
}

/// Whether the page will send the next attempt by itself.
fn is_going_on(rerun: &Rerun) -> bool {
    rerun.press.as_ref().is_some_and(|press| press.due.is_some())
}

fn turned_away(rerun: &Rerun, why: &WhyNotSent) -> Notice {
    let said = not_sent(why, rerun);
    let advice = if is_going_on(rerun) {
        "This page tries again by itself, with the same key."
    } else {
        "Send it again when that is mended, or say that it shall not be sent."
    };
    Notice::new(Tone::Bad, &said.headline, &said.detail, advice)
}

fn not_run(rerun: &Rerun) -> Notice {
    let task = rerun.intent.task;
    Notice::new(
        Tone::Plain,
        &format!("The rerun of task {task} is written down as not run."),
        &finding(rerun),
        "It may be rerun: that will be a new decision with a new key.",
    )
}

/// Who found what, in the operator's own words.
fn finding(rerun: &Rerun) -> String {
    let Some(Closing::NotRun(word) | Closing::Ran(word)) = &rerun.closing else {
        return String::new();
    };
    let by = word.by.as_deref().unwrap_or("An operator");
    format!("{by} found so: “{}”.", word.note)
}

fn not_sent(why: &WhyNotSent, rerun: &Rerun) -> Notice {
    let task = rerun.intent.task;
    let headline = if rerun.attempts.is_empty() {
        "The rerun was never sent. Nothing ran.".to_owned()
    } else {
        surely(rerun, "The rerun was turned away before it reached the task.")
    };
    let headline = headline.as_str();
    match why {
        WhyNotSent::Changed => Notice::new(
            Tone::Bad,
            headline,
            &format!(
                "Task {task} has changed since you opened it: someone may have rerun it already."
            ),
            "Look at its new state, then decide anew.",
        ),
        WhyNotSent::Unread(trouble) => {
            let read = trouble_notice(trouble, &format!("task {task}"));
            let detail = sentences([
                "The task is read once more before anything is sent, and that failed:",
                &read.headline,
                &read.detail,
            ]);
            Notice::new(Tone::Bad, headline, &detail, "When it can be read again, try again.")
        }
        WhyNotSent::Withheld(why) => {
            Notice::new(Tone::Bad, headline, why, "When that is mended, try again.")
        }
        WhyNotSent::Gateway(_) => Notice::new(
            Tone::Bad,
            headline,
            &sentences([
                "The gateway answered by itself; nothing left it for Zuora.",
                copies(rerun),
            ]),
            "Tell who runs the gateway. When it is mended, try again.",
        ),
        WhyNotSent::LetBe => Notice::new(
            Tone::Plain,
            headline,
            "An operator decided not to send it.",
            "You can rerun the task at any time.",
        ),
        WhyNotSent::Elsewhere => Notice::new(
            Tone::Bad,
            "Nothing was sent from here.",
            &format!("Another tab has decided about task {task} in the meantime."),
            "Look at what it did.",
        ),
        WhyNotSent::Unwritten(trouble) => {
            let journal = Journal::Closed(trouble.clone());
            Notice::new(
                Tone::Bad,
                "The rerun could not be written down, so it was not sent. Nothing ran.",
                "",
                &journal_bar(&journal),
            )
        }
    }
}

fn ran(rerun: &Rerun) -> Notice {
    let task = rerun.intent.task;
    if rerun.closing.is_some() {
        let headline = format!("The rerun of task {task} is written down as run.");
        return Notice::new(Tone::Plain, &headline, &finding(rerun), "");
    }
    let (headline, advice) = match rerun.lamps.finished.as_ref() {
        Some((_, status)) => (format!("Task {task} has run since: it ended with {status}."), ""),
        None => (format!("Task {task} has started since."), "This page reads it until it ends."),
    };
    let tone = match rerun.lamps.finished.as_ref() {
        Some((_, TaskStatus::Success)) => Tone::Good,
        Some(_) => Tone::Bad,
        None => Tone::Plain,
    };
    Notice::new(
        tone,
        &headline,
        "No answer proves that this rerun ran it, but Zuora's task has changed since it was sent; by this rerun, or perhaps by someone else.",
        advice,
    )
}

fn finished(rerun: &Rerun, status: &TaskStatus) -> Notice {
    let task = rerun.intent.task;
    let replay = replayed(rerun);
    match status {
        TaskStatus::Success => {
            Notice::new(Tone::Good, &format!("Task {task} ran and ended well."), replay, "")
        }
        other => Notice::new(
            Tone::Bad,
            &format!("Task {task} ran again and ended with {other}."),
            replay,
            "Read why below; a further rerun is a new decision with a new key.",
        ),
    }
}

/// How long the same key may be sent, beside the buttons. Times and lengths come in words.
#[must_use]
pub fn window_line(last_sent: &str, left: Option<&str>) -> String {
    match left {
        Some(left) => format!("Last sent at {last_sent}; the same key is safe for {left} more."),
        None => format!(
            "Last sent at {last_sent}; the same key must not be sent any more. Decide from how the task stands."
        ),
    }
}
