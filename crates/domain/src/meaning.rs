//! What a value in a payload stands for, by its key and its shape: a moment, a task, a run, or a
//! text that holds JSON or HTML.

use std::sync::Arc;

use crate::id::{RunId, TaskId};
use crate::payload::{Json, Kind};
use crate::time::UnixMillis;

/// What a value stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A point in time.
    Moment(UnixMillis),
    /// A task of a run.
    Task(TaskId),
    /// A run.
    Run(RunId),
    /// A text that holds a JSON object or array.
    Json,
    /// A text that holds markup.
    Html,
}

/// A time is short; a longer text is not looked at.
const LONGEST_TIME: usize = 40;

/// Texts beyond this are not taken for JSON or HTML before someone opens them: that would be work
/// with every row that is drawn. A payload has up to 5 MB.
const LONGEST_TEXT: usize = 100_000;

impl Meaning {
    /// What a value of that key stands for. `parent` is the key of the object around it.
    ///
    /// Source of the keys: Zuora API reference 2026-09-11, schema `Task` (`task_id`,
    /// `workflow_id`) and its example (`Tasks.Previous.Id`).
    #[must_use]
    pub fn of(parent: Option<&str>, key: &str, json: &Json) -> Option<Self> {
        match json.kind() {
            Kind::Number => number(parent, key, json.whole_number()?),
            Kind::Text => text(parent, key, json),
            _ => None,
        }
    }
}

fn number(parent: Option<&str>, key: &str, value: u64) -> Option<Meaning> {
    let task = matches!(key, "task_id" | "taskId" | "TaskId")
        || (key == "Id" && parent == Some("Previous"));
    let run = matches!(
        key,
        "workflow_run_id" | "workflowRunId" | "WorkflowRunId" | "workflow_instance_id"
    );
    match (value, task, run) {
        (0, ..) => None,
        (_, true, _) => Some(Meaning::Task(TaskId::new(value))),
        (_, _, true) => Some(Meaning::Run(RunId::new(value))),
        _ => None,
    }
}

fn text(parent: Option<&str>, key: &str, json: &Json) -> Option<Meaning> {
    let raw = json.text();
    if raw.len() > LONGEST_TEXT {
        return None;
    }
    // Most texts begin with a letter and are none of these.
    let first = raw.trim_start_matches(['"', ' ', '\t']).bytes().next()?;
    match first {
        b'0'..=b'9' => {
            let text = json.string()?;
            if let Ok(value) = text.parse() {
                return number(parent, key, value);
            }
            let moment = UnixMillis::parse(&text).filter(|_| text.len() <= LONGEST_TIME)?;
            Some(Meaning::Moment(moment))
        }
        b'{' | b'[' => {
            let inner = inner_json(json)?;
            matches!(inner.kind(), Kind::Object | Kind::Array).then_some(Meaning::Json)
        }
        b'<' => is_markup(&json.string()?).then_some(Meaning::Html),
        _ => None,
    }
}

/// The JSON that a text holds, if it holds nothing else.
#[must_use]
pub fn inner_json(json: &Json) -> Option<Json> {
    Json::parse(&Arc::from(json.string()?)).ok()
}

/// Whether a text is markup: a tag at its beginning and one at its end.
fn is_markup(text: &str) -> bool {
    let text = text.trim();
    let begins = text.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|sign: char| sign.is_ascii_alphabetic() || matches!(sign, '!' | '?'))
    });
    begins && text.ends_with('>')
}
