//! A workflow task as Zuora returns it.

use std::fmt;

use crate::id::{RunId, TaskId};
use crate::payload::{Json, Kind};
use crate::time::UnixMillis;

/// State of a task run. The set is Zuora's; a text outside it is kept, never guessed.
///
/// Source: Zuora API reference 2026-09-11, schema `Task`, property `status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// Waits for a worker.
    Queued,
    /// Runs now.
    Processing,
    /// Waits for a person, a time or a retry of its own.
    Pending,
    /// Ended well.
    Success,
    /// Was stopped with its run.
    Stopped,
    /// Ended badly.
    Error,
    /// A status that this version does not know.
    Other(String),
}

impl TaskStatus {
    /// Takes the word Zuora uses.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "Queued" => Self::Queued,
            "Processing" => Self::Processing,
            "Pending" => Self::Pending,
            "Success" => Self::Success,
            "Stopped" => Self::Stopped,
            "Error" => Self::Error,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Zuora's word.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Queued => "Queued",
            Self::Processing => "Processing",
            Self::Pending => "Pending",
            Self::Success => "Success",
            Self::Stopped => "Stopped",
            Self::Error => "Error",
            Self::Other(word) => word,
        }
    }

    /// Whether the task has come to an end and stays there unless someone reruns it.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        matches!(self, Self::Success | Self::Stopped | Self::Error)
    }

    /// Whether the task waits or runs at this moment.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Queued | Self::Processing | Self::Pending)
    }
}

impl fmt::Display for TaskStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// One task. Only `id` is certain: the schema requires nothing, and answers carry more than it
/// lists. What is missing is `None`; what is unknown, or not of the documented type, is in
/// `other`, in its order.
///
/// Source: Zuora API reference 2026-09-11, schema `Task`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The task's number.
    pub id: TaskId,
    /// Name, possibly with rendered Liquid.
    pub name: Option<String>,
    /// What the task does (`Callout`, `Billing::BillRun`, …): an open set.
    pub action_type: Option<String>,
    /// Type of API used, such as `SOAP`.
    pub call_type: Option<String>,
    /// Whether the task belongs to a run (true) or to a workflow's setup (false).
    pub instance: Option<bool>,
    /// State; null on setup tasks.
    pub status: Option<TaskStatus>,
    /// The run, when `instance`; the setup version otherwise.
    pub workflow_id: Option<RunId>,
    /// The workflow's setup.
    pub original_workflow_id: Option<u64>,
    /// The setup task this one was copied from: the stable name of a failure.
    pub original_task_id: Option<TaskId>,
    /// The task before it in the run.
    pub parent: Option<TaskId>,
    /// The Zuora object it works on.
    pub object: Option<String>,
    /// That object's id, or Liquid for it.
    pub object_id: Option<String>,
    /// Its configuration; the shape depends on `action_type`.
    pub parameters: Option<Json>,
    /// The payload handed to it.
    pub data: Option<Json>,
    /// Message of the failure.
    pub error: Option<String>,
    /// Class of the failure, such as `WorkflowError::Callout`.
    pub error_class: Option<String>,
    /// Log of the failure.
    pub error_details: Option<String>,
    /// Start as written by Zuora.
    pub start_time: Option<String>,
    /// End as written by Zuora.
    pub end_time: Option<String>,
    /// Filter tags; empty ones left out.
    pub tags: Vec<String>,
    /// How many instances may run at once.
    pub concurrent_limit: Option<u64>,
    /// Every other field, as received.
    pub other: Vec<(String, Json)>,
    /// The whole task, as received.
    pub source: Json,
}

/// The answer is no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATask {
    /// Not a JSON object.
    #[error("the answer is not a JSON object")]
    NoObject,
    /// An object without a usable `id`.
    #[error("the answer has no task id")]
    NoId,
}

impl Task {
    /// Reads one task object. A field of an unexpected type is no error: it goes to `other`.
    ///
    /// # Errors
    ///
    /// [`NotATask`] when the value is no object or carries no `id`.
    pub fn read(json: &Json) -> Result<Self, NotATask> {
        if json.kind() != Kind::Object {
            return Err(NotATask::NoObject);
        }
        let mut fields = Fields(json.members());
        Ok(Self {
            id: fields.number("id").map(TaskId::new).ok_or(NotATask::NoId)?,
            name: fields.text("name"),
            action_type: fields.text("action_type"),
            call_type: fields.text("call_type"),
            instance: fields.take("instance", Json::truth),
            status: fields.text("status").map(|word| TaskStatus::from_word(&word)),
            workflow_id: fields.number("workflow_id").map(RunId::new),
            original_workflow_id: fields.number("original_workflow_id"),
            original_task_id: fields.number("original_task_id").map(TaskId::new),
            parent: fields.number("task_id").map(TaskId::new),
            object: fields.text("object"),
            object_id: fields.text("object_id"),
            parameters: fields.take("parameters", |value| Some(value.clone())),
            data: fields.take("data", |value| Some(value.clone())),
            error: fields.text("error"),
            error_class: fields.text("error_class"),
            error_details: fields.text("error_details"),
            start_time: fields.text("start_time"),
            end_time: fields.text("end_time"),
            tags: fields.take("tags", Json::strings).map(filled).unwrap_or_default(),
            concurrent_limit: fields.number("concurrent_limit"),
            other: fields.0,
            source: json.clone(),
        })
    }

    /// How long it ran, in milliseconds, when both times are there and in order.
    #[must_use]
    pub fn duration_ms(&self) -> Option<i64> {
        let start = UnixMillis::parse(self.start_time.as_deref()?)?;
        let end = UnixMillis::parse(self.end_time.as_deref()?)?;
        Some(end.since(start)).filter(|duration| *duration >= 0)
    }

    /// The failure of the task before it, which Zuora notes in the payload on a failure branch.
    #[must_use]
    pub fn upstream_failure(&self) -> Option<UpstreamFailure> {
        let previous = self.data.as_ref()?.at(&["Tasks", "Previous"])?;
        let text = |name| previous.member(name).filter(|value| !value.is_null());
        let failure = UpstreamFailure {
            id: text("Id").and_then(|id| id.whole_number()).map(TaskId::new),
            status: text("Status").map(|value| value.plain()),
            class: text("ErrorClass").map(|value| value.plain()),
            reason: text("ErrorReason").map(|value| value.plain()),
        };
        (failure.class.is_some() || failure.reason.is_some()).then_some(failure)
    }
}

/// What `data.Tasks.Previous` says of the task before.
///
/// Source: Zuora API reference 2026-09-11, example of a task; error keys on the failure branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamFailure {
    /// That task.
    pub id: Option<TaskId>,
    /// Its status.
    pub status: Option<String>,
    /// Its error class.
    pub class: Option<String>,
    /// Its error message.
    pub reason: Option<String>,
}

fn filled(tags: Vec<String>) -> Vec<String> {
    tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect()
}

/// The members not yet taken: whatever is left in the end is unknown and kept.
struct Fields(Vec<(String, Json)>);

impl Fields {
    /// Takes a field that `read` understands; null counts as absent, a misfit stays.
    fn take<T>(&mut self, name: &str, read: impl Fn(&Json) -> Option<T>) -> Option<T> {
        let place = self.0.iter().rposition(|(key, _)| key == name)?;
        let (_, value) = self.0.get(place)?;
        if value.is_null() {
            self.0.remove(place);
            return None;
        }
        let read = read(value)?;
        self.0.remove(place);
        Some(read)
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, Json::string)
    }

    /// A whole number, or one written as a text (ids are both in Zuora's documents).
    fn number(&mut self, name: &str) -> Option<u64> {
        self.take(name, |value| {
            value.whole_number().or_else(|| value.string().and_then(|text| text.parse().ok()))
        })
    }
}
