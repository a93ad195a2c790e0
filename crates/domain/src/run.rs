//! A workflow run: where a task stands in the whole.

use crate::id::RunId;
use crate::payload::Json;

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
}

impl Run {
    /// Whether its tasks may still change by themselves.
    ///
    /// Source: Zuora API reference 2026-09-11, `status` of `GetWorkflowResponse`.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.status.as_deref(), Some("Queued" | "Processing" | "Stopping"))
    }

    /// Reads a run; `None` when the value carries no run id.
    #[must_use]
    pub fn read(json: &Json) -> Option<Self> {
        let text = |name| json.member(name).and_then(|value| value.string());
        Some(Self {
            id: RunId::new(json.member("id")?.whole_number()?),
            name: text("name"),
            status: text("status"),
            tasks: json.member("tasks").map(|counts| TaskCounts::read(&counts)),
        })
    }
}
