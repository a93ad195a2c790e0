//! What is said on the way of a proof of keys: its steps, its lines, and why it stopped.

use super::proof::{answer, question};
use super::{Notice, Tone, one_line};
use crate::api::Silence;
use crate::proof::act::{Act, Asking, Trouble};
use crate::proof::plan::{NoCanary, Plan};
use crate::proof::record::{ENOUGH_QUIET_MS, ENOUGH_ROUNDS, Record};
use crate::proof::standing::{WEAK_HOLDS_MS, proves};
use crate::proof::transcript::{Heard, Told};
use crate::rerun::key::Basis;
use crate::time::UnixMillis;

/// The name of a step, and what it is for.
#[must_use]
pub fn act(act: Act) -> (String, &'static str) {
    match act {
        Act::Start => (
            "The canary and its counter".to_owned(),
            "The canary is read: a failed Callout task whose callout reaches your counter. If it is under way, by a proof that was interrupted, say, its end is awaited.",
        ),
        Act::Round(nth) => (
            format!("Rerun {nth}"),
            "A rerun under a key of its own, read once a second to its end: does the task keep its id, do its times change, and after how long does a reading show it?",
        ),
        Act::Repeat => (
            "The same key once more".to_owned(),
            "The last key is sent again. Where keys are honoured, nothing runs, and the counter stands still.",
        ),
        Act::Control => (
            "The control: another key".to_owned(),
            "A new key must run the task. Without this, a counter that stood still would prove nothing.",
        ),
        Act::Twice => (
            "One key twice at once".to_owned(),
            "A new key is sent twice at the same moment. Exactly one may run.",
        ),
        Act::Client(_) => (
            "The same key by another OAuth client".to_owned(),
            "Operators and jobs may use other clients than this page. If Zuora keeps keys apart by client, their requests run again.",
        ),
        Act::Busy => (
            "A rerun while one is under way".to_owned(),
            "A new key is sent, and another one while the task waits or runs. Is that refused? It cannot be asked where the task has ended before a reading shows it, or where a rerun makes a new task: then it stays not seen.",
        ),
        Act::Refusal => (
            "A refusal that is saved".to_owned(),
            "A rerun without the permission Workflow Run Access, and the same key once more with it. You may leave this out.",
        ),
        Act::AfterDay => (
            "The key after 25 hours".to_owned(),
            "Zuora is said to forget a key after 24 hours. You may leave this open.",
        ),
        Act::Over => ("The end".to_owned(), "All is answered."),
    }
}

/// One line of the transcript.
#[must_use]
pub fn line(told: &Told) -> String {
    match told {
        Told::Began(plan) => began(plan),
        Told::Act(own) => format!("— {} —", act(*own).0),
        Told::Sent(task, key, track) => {
            format!("Sending: rerun of task {task}, key {key}, track id {track}.")
        }
        Told::ByHand(client, key, track) => {
            format!("To be sent by {}: key {key}, track id {track}.", one_line(client))
        }
        Told::Heard(track, told) => format!("Answer to {track}: {}", heard(told)),
        Told::Silent(track, Silence::Withheld(why)) => {
            format!("{track} was not sent: {}", one_line(why))
        }
        Told::Silent(track, _) => format!("No answer to {track}: it may have run."),
        Told::HandHeard(status) => format!("The answer by the other client was {status}."),
        Told::Read(task, basis) => format!("Task {task} reads {}.", standing_of(basis)),
        Told::Unread(why) => format!("The task could not be read ({}).", one_line(why)),
        Told::Counted(figure) => format!("The counter shows {figure}."),
        Told::Judged(asked, seen) => format!("{}: {}.", question(*asked), answer(*seen)),
        Told::Skipped(own) => format!("Left out: {}.", act(*own).0),
        Told::Stopped(why) => format!("Stopped. {}", trouble(why).headline),
        Told::Ended => "The proof has come to its end.".to_owned(),
    }
}

fn began(plan: &Plan) -> String {
    format!(
        "Proof of keys by {}: tenant {}, host {}, gateway {}, clients {}, canary {}, {} rounds, watch of {} s.",
        one_line(&plan.person),
        plan.tenant.as_str(),
        one_line(&plan.host),
        plan.gateway,
        one_line(&plan.clients.join(", ")),
        plan.canary,
        plan.rounds,
        plan.quiet_ms / 1000,
    )
}

fn heard(heard: &Heard) -> String {
    let named = |name: &str, text: &Option<String>| {
        text.as_ref().map(|text| format!(", {name} {}", one_line(text))).unwrap_or_default()
    };
    let task =
        heard.task.as_ref().map(|(task, basis)| format!(", task {task} {}", standing_of(basis)));
    format!(
        "{}{}{}{}{}.",
        heard.status,
        named("track id", &heard.track),
        named("request id", &heard.request_id),
        named("gateway's mark", &heard.mark),
        task.unwrap_or_default(),
    )
}

fn standing_of(basis: &Basis) -> String {
    let text = |text: &Option<String>| one_line(text.as_deref().unwrap_or("none"));
    format!(
        "{} (start {}, end {})",
        text(&basis.status),
        text(&basis.start_time),
        text(&basis.end_time)
    )
}

/// Why a proof stopped before its end.
#[must_use]
pub fn trouble(trouble: &Trouble) -> Notice {
    let (headline, detail, advice) = match trouble {
        Trouble::NoCanary(why) => (no_canary(*why), String::new(), "Name a failed Callout task that calls your counter, and begin anew."),
        Trouble::Uncounted => (
            "The counter stands at zero.",
            "The canary has run at least once, and its callout must have been counted.".to_owned(),
            "Look whether the callout reaches the counter, run the workflow again, and begin anew.",
        ),
        Trouble::Miscounted { expected, told } => (
            "The counter does not fit the reruns.",
            format!("It should show {expected}, and shows {told}. Each rerun must be counted exactly once."),
            "Let the callout try once only, keep everybody else away from the canary, and begin anew. If that is so already, one request ran twice: keys are not proven.",
        ),
        Trouble::Succeeded => (
            "The canary succeeded.",
            String::new(),
            "Let the counter answer 500, run the workflow again, and begin anew.",
        ),
        Trouble::Refused(status) => (
            "Zuora did not take a rerun of the canary.",
            format!("It answered {status}. The transcript has the answer."),
            "A 401 or 403 wants a credential or the permission Workflow Run Access. A 400 on the first rerun may mean that keys of version 8 are not taken: send the transcript to the maintainers.",
        ),
        Trouble::KeyHeldBack => (
            "The gateway held the key back.",
            "It lets a key pass once, as it must where keys are not proven. So Zuora was not asked.".to_owned(),
            "For the time of the proof set \"keys\": \"proven\" for this environment in gateway.json, let nobody else rerun there, and begin anew.",
        ),
        Trouble::Gateway(mark) => (
            "The gateway answered by itself.",
            format!("Its mark is {}.", one_line(mark)),
            "Look at /check, and begin anew.",
        ),
        Trouble::Lost => (
            "An answer was lost.",
            "A proof needs every answer.".to_owned(),
            "Wait until the canary has ended, and begin anew.",
        ),
        Trouble::Unread => ("The canary cannot be read.", String::new(), "Look at /check, and begin anew."),
        Trouble::Unseen => (
            "No reading showed the rerun, or its end, in fifteen minutes.",
            "So it is not known how long a reading may lag.".to_owned(),
            "Keys stay unproven. Send the transcript to the maintainers.",
        ),
        Trouble::Halted => ("You ended the proof.", "What it saw proves nothing.".to_owned(), "Begin anew when you like."),
    };
    Notice::new(Tone::Unsettled, headline, &detail, advice)
}

const fn no_canary(why: NoCanary) -> &'static str {
    match why {
        NoCanary::NoCallout => "This task is no Callout: nothing would count its runs.",
        NoCanary::NoRun => "This task belongs to a workflow's setup: it never ran.",
        NoCanary::NotFailed => "This task has not failed.",
    }
}

/// What a proof ended with.
#[must_use]
pub fn outcome(record: &Record) -> Notice {
    if let Err(why) = proves(record) {
        return Notice::new(
            Tone::Bad,
            "Keys are not proven.",
            &super::proof::why_unproven(&why, |_| String::new()),
            "Leave \"keys\": \"unproven\" in config.json and gateway.json. Save the transcript.",
        );
    }
    let weak = if record.is_weak() {
        format!(
            "It is a weak proof: fewer than {ENOUGH_ROUNDS} rounds or a watch shorter than {} s. It holds {} days.",
            ENOUGH_QUIET_MS / 1000,
            WEAK_HOLDS_MS / 86_400_000,
        )
    } else {
        "It holds 90 days, and ends with any change of tenant, host, gateway or clients.".to_owned()
    };
    Notice::new(
        Tone::Good,
        "Keys are proven.",
        &weak,
        "Save the transcript, put the record into config.json, and set \"keys\": \"proven\" in gateway.json.",
    )
}

/// What the page is for.
pub const ABOUT: &str = "Reprise repeats a request only under the same Idempotency-Key. Whether Zuora honours keys for reruns stands in no public document, so it is asked here, of your own tenant.";

/// What must be ready before a proof begins.
pub const NEEDS: [&str; 4] = [
    "A canary: a workflow of one Callout task that calls an address of yours once, without retries. The address counts its calls and answers 500.",
    "Run the workflow. The task fails, and the counter stands at 1.",
    "For the time of the proof set \"keys\": \"proven\" for this environment in gateway.json, or the gateway lets no key pass twice. Let nobody else rerun there meanwhile.",
    "Half an hour at this page. Reruns go to the canary alone.",
];

/// Why nothing can be proven where the environment names no tenant.
pub const NO_TENANT: &str = "config.json does not name this environment's \"tenant\", so no proof could be told to be of it. Add it, and reload.";

/// Why a proof cannot begin while a decision about its canary is open.
pub const OPEN_RERUN: &str = "A rerun of this task is not settled yet. Settle it first.";

/// What is said of a field that is not filled as it must be.
#[must_use]
pub const fn wrong_plan(field: Field) -> &'static str {
    match field {
        Field::Canary => "The canary is a task's number.",
        Field::Host => "Zuora's host is missing, such as rest.apisandbox.zuora.com.",
        Field::Clients => "Name at least one OAuth client.",
        Field::Person => "Your name is missing: the record carries it.",
        Field::Rounds => "Reruns are 1 to 20.",
        Field::Watch => "The watch is 5 to 3600 seconds.",
    }
}

/// A field of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The canary's number.
    Canary,
    /// Zuora's host.
    Host,
    /// Names of the OAuth clients.
    Clients,
    /// Who makes the proof.
    Person,
    /// How many reruns.
    Rounds,
    /// How many seconds of watch.
    Watch,
}

/// What the administrator has to do now, and what happens while nothing is asked.
#[must_use]
pub fn asking(asking: &Asking, moment: impl Fn(UnixMillis) -> String) -> String {
    match asking {
        Asking::Nothing => "Nothing to do: this page works by itself. Stay on it.".to_owned(),
        Asking::Counter { doubted: None } => "Read your counter and type its figure.".to_owned(),
        Asking::Counter { doubted: Some(figure) } => {
            format!("You typed {figure}, which does not fit what was sent. Read the counter again. If it is so, type it once more.")
        }
        Asking::Client { name, .. } => {
            format!("Send this with a token of {}, and type the status of the answer.", one_line(name))
        }
        Asking::TakePermission => {
            "Take the permission Workflow Run Access away from the user behind the gateway, then go on. Or leave this out.".to_owned()
        }
        Asking::GivePermission => "Give the permission back, then go on.".to_owned(),
        Asking::AfterDay(from) => {
            format!("Come back {}, or leave this open: the record says so.", moment(*from))
        }
        Asking::Allow(why) => format!("This page held the rerun back, and nothing left it. {}", one_line(why)),
    }
}
