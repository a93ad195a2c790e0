//! The table of sentinel tasks.

use super::{Fault, On, Sentinel};

const fn on_rerun(
    task_id: u64,
    fault: Fault,
    title: &'static str,
    detail: &'static str,
) -> Sentinel {
    Sentinel { task_id, on: On::Rerun, fault, title, detail }
}

const fn on_read(
    task_id: u64,
    fault: Fault,
    title: &'static str,
    detail: &'static str,
) -> Sentinel {
    Sentinel { task_id, on: On::Read, fault, title, detail }
}

/// Every sentinel: 90xx show their fault on a rerun, 91xx when the task is read.
pub const SENTINELS: [Sentinel; 20] = [
    on_rerun(
        9001,
        Fault::AnswerLost,
        "Answer lost",
        "The task runs, then the connection is cut before any answer.",
    ),
    on_rerun(
        9002,
        Fault::CutBeforeRunning,
        "Cut before running",
        "The connection is cut and nothing runs.",
    ),
    on_rerun(9003, Fault::Hang, "No answer", "The task runs, but the answer never comes."),
    on_rerun(
        9004,
        Fault::ConflictTwice,
        "Still in progress, twice",
        "The task runs at once. Two requests get 409, the third gets the saved answer.",
    ),
    on_rerun(
        9005,
        Fault::LimitedOnce,
        "Rate limit",
        "The first request of a key gets 429 with Retry-After: 5. The next is accepted.",
    ),
    on_rerun(
        9006,
        Fault::ErrorAfterRunning,
        "Error 500, but it ran",
        "The task runs. The answer is a 500, saved with the key.",
    ),
    on_rerun(
        9007,
        Fault::GatewayPage,
        "Gateway error page",
        "A gateway answers 502 with an HTML page. Nothing runs.",
    ),
    on_rerun(
        9008,
        Fault::SuccessFalse,
        "200 that says no",
        "The status is 200, the body says success: false. Nothing runs.",
    ),
    on_rerun(9009, Fault::Slow, "Slow answer", "The task runs. The answer takes 8 seconds."),
    on_rerun(
        9010,
        Fault::ErrorWithoutRunning,
        "Error 500, and it did not run",
        "Nothing runs. The answer is a 500, saved with the key.",
    ),
    on_rerun(9011, Fault::Refused, "Refused", "The answer is a 400. Nothing runs."),
    on_rerun(
        9012,
        Fault::Forbidden,
        "No permission",
        "The answer is a 403: Workflow Run Access is missing. Nothing runs.",
    ),
    on_read(9101, Fault::ReadForbidden, "Reading forbidden", "Reading it is answered 403."),
    on_read(9102, Fault::ReadExpiredToken, "Token expired", "Reading it is answered 401."),
    on_read(9103, Fault::ReadUnavailable, "Zuora down", "Reading it gives 503 in plain text."),
    on_read(9104, Fault::ReadLoginPage, "Log-in page", "Reading it gives 200 with an HTML page."),
    on_read(
        9105,
        Fault::ReadLimited,
        "Rate limit on reading",
        "Every second reading is answered 429 with Retry-After: 5.",
    ),
    on_read(
        9106,
        Fault::ReadSuccessFalse,
        "200 that says no",
        "Reading it gives 200, but the body says success: false.",
    ),
    on_read(9107, Fault::ReadTruncated, "Truncated answer", "Reading it gives half of the JSON."),
    on_read(9108, Fault::ReadOtherTask, "Wrong task", "Reading it gives task 2771 instead."),
];
