//! A workflow run: where a task stands in the whole.

pub mod axis;
pub mod member;
pub mod members;
pub mod stop;
pub mod stride;
pub mod time_line;
pub mod tree;

use crate::id::RunId;
use crate::payload::{Json, Kind};

/// How many tasks of a run are in which state. A count that Zuora left out is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// All of them.
    pub total: u64,
    /// Ended well.
    pub success: u64,
    /// Ended badly.
    pub error: u64,
    /// Waiting for a person, a time or a retry.
    pub pending: u64,
    /// Running.
    pub processing: u64,
    /// Waiting for a worker.
    pub queued: u64,
    /// Stopped.
    pub stopped: u64,
}

impl TaskCounts {
    fn read(json: &Json) -> Self {
        let count =
            |name| json.member(name).and_then(|value| value.whole_number()).unwrap_or_default();
        Self {
            total: count("total"),
            success: count("success"),
            error: count("error"),
            pending: count("pending"),
            processing: count("processing"),
            queued: count("queued"),
            stopped: count("stopped"),
        }
    }
}

/// One run. There is no failed status: a run whose tasks failed is `Finished` with `error > 0`.
///
/// Source: Zuora API reference 2026-09-11, schema `GetWorkflowResponse`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The run's number.
    pub id: RunId,
    /// Such as `WF-19027-00000032`.
    pub name: Option<String>,
    /// `Queued`, `Processing`, `Stopping`, `Stopped`, `Finished`, or a later word.
    pub status: Option<String>,
    /// Its tasks by state, when told.
    pub tasks: Option<TaskCounts>,
    /// The workflow's setup. Typed as text, written as a number in the example.
    pub original_workflow: Option<String>,
    /// When it came into being, as written by Zuora.
    pub created_at: Option<String>,
    /// When it ended, as written by Zuora.
    pub finished_at: Option<String>,
    /// How long it has lasted, waits included, in milliseconds.
    pub lasted_ms: Option<i64>,
    /// Computing time, as written by Zuora: `19:01:04`.
    pub cpu_time: Option<String>,
    /// What it says of itself; in production only, and never an empty object.
    ///
    /// LIVE-UNVERIFIED(the shape of `messages`; typed as an object without fields; when known, show
    /// its fields by name)
    pub messages: Option<Json>,
}

impl Run {
    /// Whether its tasks may still change by themselves.
    ///
    /// Source: Zuora API reference 2026-09-11, `status` of `GetWorkflowResponse`.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.status.as_deref(), Some("Queued" | "Processing" | "Stopping"))
    }

    /// How many of its tasks failed, as far as is told.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.tasks.map_or(0, |tasks| tasks.error)
    }

    /// Reads a run; `None` when the value carries no run id.
    #[must_use]
    pub fn read(json: &Json) -> Option<Self> {
        let members = json.members();
        let member = |name: &str| {
            let found = members.iter().rev().find(|(own, _)| own == name);
            found.map(|(_, value)| value).filter(|value| !value.is_null())
        };
        let text = |name| member(name).and_then(Json::string);
        let messages = member("messages");
        let says = |told: &&Json| told.kind() != Kind::Object || !told.members().is_empty();
        Some(Self {
            id: RunId::new(member("id")?.whole_number()?),
            name: text("name"),
            status: text("status"),
            tasks: member("tasks").map(TaskCounts::read),
            original_workflow: member("originalWorkflowId").map(Json::plain),
            created_at: text("createdAt"),
            finished_at: text("finishedAt"),
            lasted_ms: member("runTime").and_then(|seconds| milliseconds(&seconds.plain())),
            cpu_time: text("cpuTime"),
            messages: messages.filter(says).cloned(),
        })
    }
}

/// Seconds with decimals, such as `64.513026`, as milliseconds; `None` for any other way to write.
fn milliseconds(seconds: &str) -> Option<i64> {
    let (whole, rest) = seconds.split_once('.').unwrap_or((seconds, ""));
    let plain = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(rest) {
        return None;
    }
    let thousandths: String = rest.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(thousandths.parse().ok()?)
}
