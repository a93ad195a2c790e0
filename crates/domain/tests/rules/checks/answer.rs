//! A rerun counts as accepted only where the answer proves it, as read by another reader.

use reprise_domain::api::fault::read_fault;
use reprise_domain::api::get_run::read_run;
use reprise_domain::api::get_task::read_task;
use reprise_domain::api::list_tasks::read_task_page;
use reprise_domain::api::{ApiReply, Outcome};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::journal::entry::{Answer, Entry, Stamp, What};
use reprise_domain::rerun::Intent;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::verdict::{Verdict, verdict};
use reprise_domain::tenancy::{EnvironmentId, Tenancy};
use reprise_domain::time::UnixMillis;
use serde_json::Value;

use super::pieces::text;

const TASK: u64 = 2770;
const RUN: u64 = 476;
const SETUP: u64 = 2582;

fn intent() -> Intent {
    Intent {
        key: IdempotencyKey::from_chance(1),
        tenant: None,
        tenancy: Tenancy {
            environment: EnvironmentId::try_from(String::from("sandbox")).unwrap(),
            entity: None,
            orgs: Vec::new(),
        },
        task: TaskId::new(TASK),
        run: Some(RunId::new(RUN)),
        original_task: Some(TaskId::new(SETUP)),
        action_type: None,
        basis: Basis { status: Some("Error".into()), start_time: None, end_time: None },
        generation: 0,
        supersedes: None,
        reason: String::new(),
        by: None,
    }
}

/// A line with the status, a line for each header, an empty line, the body.
fn reply(input: &[u8]) -> ApiReply {
    let whole = text(input);
    let (head, body) = whole.split_once("\n\n").unwrap_or((&whole, ""));
    let mut lines = head.split('\n');
    let status = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or(200);
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    };
    ApiReply { status, headers: lines.filter_map(header).collect(), body: body.into() }
}

pub(crate) fn check(input: &[u8]) {
    let reply = reply(input);
    let other = other_reader(&reply.body);
    let outcome: Outcome = Ok(reply.clone());
    let (verdict, task) = verdict(&intent(), &outcome, Rules::default());
    assert_eq!(matches!(verdict, Verdict::Accepted(_)), task.is_some());
    match &verdict {
        Verdict::Accepted(task) => accepted(&reply, other.as_ref(), *task),
        Verdict::Limited { wait_ms } => assert!(*wait_ms >= 0 && reply.status == 429),
        Verdict::Refused(_) => assert!((400..=499).contains(&reply.status), "{reply:?}"),
        Verdict::Unclear(_) | Verdict::NeverSent(_) => {}
    }
    survives_the_journal(&reply, verdict);
    readings(&reply, other.as_ref());
}

/// The body as `serde_json` reads it into a tree. `None` where only the two readers' limits
/// differ: depth, size of numbers, halves of surrogate pairs.
fn other_reader(body: &str) -> Option<Value> {
    match serde_json::from_str(body) {
        Ok(value) => Some(value),
        Err(error) => {
            let error = error.to_string();
            let limits = ["recursion limit", "number out of range", "surrogate", "hex escape"];
            limits.iter().all(|limit| !error.contains(limit)).then_some(Value::Null)
        }
    }
}

fn number(value: &Value, name: &str) -> Option<u64> {
    let value = value.get(name)?;
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn is_success(reply: &ApiReply) -> bool {
    (200..=299).contains(&reply.status) && reply.header("x-proxy-local").is_none()
}

fn accepted(reply: &ApiReply, other: Option<&Value>, task: TaskId) {
    assert!(is_success(reply), "{reply:?}");
    assert_eq!(read_fault(reply), None);
    let Some(other) = other else {
        return;
    };
    assert!(other.is_object(), "{reply:?}");
    assert_eq!(number(other, "id"), Some(task.number()), "{reply:?}");
    let instance = number(other, "workflow_id") == Some(RUN)
        && number(other, "original_task_id") == Some(SETUP);
    assert!(task.number() == TASK || instance, "{reply:?}");
    for name in ["success", "Success"] {
        assert_ne!(other.get(name), Some(&Value::Bool(false)), "{reply:?}");
    }
    for name in ["errors", "Errors", "reasons"] {
        let says = match other.get(name) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Array(list)) => !list.is_empty(),
            Some(Value::Object(members)) => !members.is_empty(),
            Some(Value::String(text)) => !text.is_empty(),
            Some(_) => true,
        };
        assert!(!says, "{reply:?}");
    }
}

/// What an answer told is the same after it was written down, but for words of its body.
fn survives_the_journal(reply: &ApiReply, verdict: Verdict) {
    use reprise_domain::header::{HeaderText, TrackId};
    let at = Stamp::wall(UnixMillis(1));
    let request_id = reply.request_id().and_then(|id| HeaderText::parse(id).ok());
    let answer = Answer { verdict, status: Some(reply.status), request_id, replayed: false };
    let what = What::Answered { track: TrackId::from_chance(1), answer: Box::new(answer) };
    let line = reprise_domain::journal::write::write(&Entry { at, what });
    super::journal::comes_back(&reprise_domain::journal::read::read(&line).unwrap());
}

fn readings(reply: &ApiReply, other: Option<&Value>) {
    let fault = read_fault(reply);
    if let Ok(task) = read_task(TaskId::new(TASK), reply) {
        assert!(is_success(reply) && fault.is_none() && task.id.number() == TASK);
        assert!(task.duration_ms().is_none_or(|duration| duration >= 0));
        let _failure = task.upstream_failure();
        assert!(other.is_none_or(|other| number(other, "id") == Some(TASK)), "{reply:?}");
    }
    if let Ok(run) = read_run(RunId::new(RUN), reply) {
        assert!(is_success(reply) && fault.is_none() && run.id.number() == RUN);
        assert!(other.is_none_or(|other| number(other, "id") == Some(RUN)), "{reply:?}");
    }
    if let Ok(page) = read_task_page(reply) {
        assert!(is_success(reply) && fault.is_none());
        let items = page.tasks.len() + page.unreadable;
        let list = other.map(|other| other.get("data").and_then(Value::as_array));
        let listed = list.map(|list| list.map(Vec::len));
        assert!(listed.is_none_or(|listed| listed == Some(items)), "{reply:?}");
    }
}
