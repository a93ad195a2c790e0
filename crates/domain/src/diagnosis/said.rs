//! What a task, or the payload of the next one, says of a failure.

use super::request::Request;
use super::spot::{Cited, Spot};
use crate::id::TaskId;
use crate::payload::Json;
use crate::task::Task;

/// How much of a text the rules look at, in bytes: causes stand at the beginning.
const HEARD: usize = 8_000;

/// An object and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) members: Vec<(String, Json)>,
    pub(super) spot: Spot,
}

impl Source {
    pub(super) fn has(&self, key: &str) -> bool {
        self.text(key).is_some()
    }

    /// A text or number of that name; blank ones count as absent.
    fn text(&self, key: &str) -> Option<Text> {
        let value = super::evidence::find(&self.members, key)?;
        Text::of(self.spot.clone().key(key), &value.string().unwrap_or_else(|| start(value)))
    }
}

/// A value that is no text, as written; never more of it than is looked at.
pub(super) fn start(value: &Json) -> String {
    let text = value.text();
    text.get(..text.floor_char_boundary(HEARD)).unwrap_or_default().to_owned()
}

/// A text as cited, and as rules read it: without case, and only its beginning.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) cited: Cited,
    pub(super) lower: String,
}

impl Text {
    fn of(spot: Spot, text: &str) -> Option<Self> {
        let text = text.trim();
        let heard = text.get(..text.floor_char_boundary(HEARD)).unwrap_or_default();
        let lower = heard.to_lowercase();
        (!text.is_empty()).then(|| Self { cited: Cited::new(spot, text), lower })
    }
}

/// The status that the other side of a callout answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// How often the task had tried, where the message tells.
    pub tries: Option<u32>,
    /// Where the status stands.
    pub cited: Cited,
    /// Whether it is certain that the answer is this task's: the message begins with it. Otherwise
    /// the message mentions it, or it was taken from the payload, because the address is the same.
    pub told: bool,
}

/// What is said of one failure.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub(super) class: Option<Text>,
    pub(super) error: Option<Text>,
    pub(super) details: Option<Text>,
    /// The answer to the callout that failed, when known.
    pub answer: Option<Answer>,
    /// The task that failed, when it is not this one.
    pub task: Option<TaskId>,
}

impl Said {
    /// What a task says of itself.
    ///
    /// `data` is what was handed to the task, so `data.Callout` answers an earlier callout unless
    /// its address is that of this task: the message counts first.
    /// Source: Zuora workflow documentation, data flow (2026): a failed task's own output is not
    /// in its payload. LIVE-UNVERIFIED(whether a failed callout's answer reaches its own `data`;
    /// data flow says no, the API reference shows it one task later; when known, drop one case)
    pub(super) fn own(task: &Task, last: Option<&Source>, request: &Request) -> Self {
        let text = |field, value: &Option<String>| Text::of(Spot::task(field), value.as_deref()?);
        let mut said = Self {
            class: text("error_class", &task.error_class),
            error: text("error", &task.error),
            details: text("error_details", &task.error_details),
            answer: None,
            task: None,
        };
        let same = last.filter(|last| said.is_about_a_callout() && request.is_of(&last.members));
        said.answer = said.answer_told().or_else(|| answer_in(same?));
        said
    }

    /// What the payload says of the task before.
    pub(super) fn before(previous: &Source, last: Option<&Source>) -> Self {
        let number = super::evidence::find(&previous.members, "Id");
        let mut said = Self {
            class: previous.text("ErrorClass"),
            error: previous.text("ErrorReason"),
            details: None,
            answer: None,
            task: number.and_then(Json::whole_number).map(TaskId::new),
        };
        let last = last.filter(|_| said.is_about_a_callout());
        said.answer = said.answer_told().or_else(|| answer_in(last?));
        said
    }

    /// Whether nothing at all is said.
    pub(super) const fn is_silent(&self) -> bool {
        self.error.is_none() && self.class.is_none() && self.details.is_none()
    }

    /// The class as written; empty when there is none.
    pub(super) fn class(&self) -> &str {
        self.class.as_ref().map_or("", |class| class.cited.value.as_str())
    }

    /// Whether it is the class of a callout that left.
    pub(super) fn is_about_a_callout(&self) -> bool {
        self.class().starts_with("WorkflowError::Callout")
    }

    /// Whether Zuora's own API answered so: its client raises such classes from its answers.
    pub(super) fn is_from_zuora(&self) -> bool {
        self.class().starts_with("ZuoraAPI::")
    }

    /// The message (written small), without the name of its class before it.
    pub(super) fn own_words(&self) -> &str {
        let error = self.error.as_ref().map_or("", |error| error.lower.as_str());
        let class = self.class.as_ref().map_or("", |class| class.lower.as_str());
        let rest = error.strip_prefix(class).map(|rest| rest.trim_start_matches([':', ' ']));
        rest.filter(|rest| !rest.is_empty()).unwrap_or(error)
    }

    /// The engine's own sentence on an answer. It is this task's when it begins the message and
    /// the class says nothing else; within other words it may be quoted, so it is a guess.
    ///
    /// Source: Zuora API reference 2026-09-11, example of a task: "Callout response was 500 after
    /// 1 tries."
    fn answer_told(&self) -> Option<Answer> {
        let error = self.error.as_ref()?;
        let general = self.class.is_none() || self.class().starts_with("WorkflowError");
        let (before, rest) = error.lower.split_once("callout response was ").filter(|_| general)?;
        let (status, rest) = rest.split_at_checked(3)?;
        let ends = !rest.starts_with(|sign: char| sign.is_alphanumeric());
        let tries = rest.strip_prefix(" after ").and_then(|rest| rest.split_once(" tr"));
        Some(Answer {
            status: http_status(status).filter(|_| ends)?,
            tries: tries.and_then(|(tries, _)| tries.parse().ok()),
            cited: error.cited.clone(),
            told: before.is_empty() || before == "workflowerror::callout: ",
        })
    }
}

fn answer_in(callout: &Source) -> Option<Answer> {
    let code = callout.text("ResponseCode")?;
    let status = http_status(&code.lower)?;
    Some(Answer { status, tries: None, cited: code.cited, told: false })
}

/// A status of HTTP: three digits from 100 on.
fn http_status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (100..600).contains(status))
}
