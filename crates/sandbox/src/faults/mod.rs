//! Faults on demand: tasks whose rerun or reading goes wrong, always in the same way.

mod on_read;
mod on_rerun;
mod sentinels;

pub(crate) use on_read::read_fault;
pub(crate) use on_rerun::{RerunCourse, course_of, stopped_before_store};
pub use sentinels::SENTINELS;

use serde::Serialize;
use std::collections::BTreeSet;

/// What makes the fault show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum On {
    /// `POST /workflows/tasks/{id}/rerun`
    Rerun,
    /// `GET /workflows/tasks/{id}`
    Read,
}

/// A task that shows a fault.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sentinel {
    /// The task's id, the same in every tenant and entity.
    pub task_id: u64,
    /// What makes the fault show.
    pub on: On,
    /// Which fault.
    #[serde(skip)]
    pub fault: Fault,
    /// Its name in a few words.
    pub title: &'static str,
    /// What happens, in one or two sentences.
    pub detail: &'static str,
}

/// The ways in which a sentinel task goes wrong. "Saved" is said of the key store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Runs; the connection is cut and the answer lost.
    AnswerLost,
    /// The connection is cut; nothing runs.
    CutBeforeRunning,
    /// Runs; the answer never comes.
    Hang,
    /// Runs; two requests of the key get 409, the third the saved 200.
    ConflictTwice,
    /// 429 from the limiter on the first request of a key; nothing runs, nothing is saved.
    LimitedOnce,
    /// Runs; a 500 is saved.
    ErrorAfterRunning,
    /// A gateway's 502 page; nothing runs, nothing is saved.
    GatewayPage,
    /// 200 with `success: false`, saved; nothing runs.
    SuccessFalse,
    /// Runs; the answer takes 8 seconds.
    Slow,
    /// A 500 is saved; nothing runs.
    ErrorWithoutRunning,
    /// A 400 is saved; nothing runs.
    Refused,
    /// A 403 is saved; nothing runs.
    Forbidden,
    /// 403 on reading.
    ReadForbidden,
    /// 401 on reading.
    ReadExpiredToken,
    /// 503 in plain text on reading.
    ReadUnavailable,
    /// 200 with a log-in page on reading.
    ReadLoginPage,
    /// 429 on every second reading.
    ReadLimited,
    /// 200 with `success: false` on reading.
    ReadSuccessFalse,
    /// 200 with half of the JSON on reading.
    ReadTruncated,
    /// 200 with another task on reading.
    ReadOtherTask,
}

/// What the faults that count have counted, per entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct FaultMemory {
    /// Keys that the limiter has turned away once; the empty one stands for "no key".
    limited_keys: BTreeSet<String>,
    /// How often the limited task was read.
    limited_reads: u32,
}

/// The fault of this task, if it has one of this kind.
pub(crate) fn fault_of(task: u64, on: On) -> Option<Fault> {
    SENTINELS
        .iter()
        .find(|sentinel| sentinel.task_id == task && sentinel.on == on)
        .map(|sentinel| sentinel.fault)
}
