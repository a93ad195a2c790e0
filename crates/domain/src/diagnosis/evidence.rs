//! What the rules look at, each with the field that it was read from.

use super::act::Act;
use super::request::Request;
use super::said::{self, Said, Source};
use super::spot::{Cited, Part, Spot, Step};
use super::steps::Steps;
use crate::payload::{Json, Kind};
use crate::run::Run;
use crate::task::{Task, TaskStatus};

/// What the rules need to know of a task; of its payload only the top level and what is named here.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Zuora's name of the type; empty when there is none.
    pub action_type: String,
    /// What a task of that type does.
    pub act: Act,
    /// How many things it does in one try.
    pub(super) steps: Steps,
    /// The payload's answers from the very address that is called.
    pub(super) answers_here: Vec<AnswerHere>,
    /// The task's state.
    pub status: Option<TaskStatus>,
    /// What the task says of its own failure.
    pub own: Said,
    /// What the payload says of the failure of the task before.
    pub before: Option<Said>,
    /// What a callout sends, or where a file goes.
    pub request: Request,
    /// How many rows stand at the payload's object of the task's own name, when more than one.
    pub rows: Option<(usize, Cited)>,
    /// The recipients of an e-mail, when the task has a list of them.
    pub recipients: Option<usize>,
    /// How an approval is asked for.
    pub delivery: Option<Cited>,
    /// Whether start and end are at least 90 days apart.
    pub waited_out: bool,
    /// The setup workflow, for rules of the user.
    pub workflow: Option<u64>,
    /// The run's state, when it was read.
    pub run_status: Option<Cited>,
}

/// An approval that nobody answers fails after 90 days.
///
/// Source: Zuora workflow documentation, approve or reject a task (2025-12).
const APPROVAL_MS: i64 = 90 * 24 * 3_600_000;

impl Evidence {
    /// Reads what the rules need. One pass over the payload's top level.
    #[must_use]
    pub fn of(task: &Task, run: Option<&Run>) -> Self {
        let action_type = task.action_type.clone().unwrap_or_default();
        let parameters = task.parameters.as_ref().map(Json::members).unwrap_or_default();
        let scopes = task.data.as_ref().map(Json::members).unwrap_or_default();
        let request = Request::of(&parameters);
        let answer = last_callout(find(&scopes, "Callout"));
        let own = Said::own(task, answer.as_ref(), &request);
        let before = previous(&scopes).map(|previous| Said::before(&previous, answer.as_ref()));
        let run_status = run.and_then(|run| run.status.as_deref());
        let delivery = find(&parameters, "delivery_method");
        Self {
            act: Act::of(&action_type, &request, &parameters, delivery),
            steps: Steps::of(&action_type, task.object.as_deref(), &request, &parameters, &scopes),
            answers_here: answers_here(find(&scopes, "Callout"), &request),
            status: task.status.clone(),
            own,
            before,
            rows: rows(task.object.as_deref(), &scopes),
            recipients: recipients(find(&parameters, "email")),
            delivery: cited(delivery, &["delivery_method"]),
            waited_out: task.duration_ms().is_some_and(|ms| ms >= APPROVAL_MS),
            workflow: task.original_workflow_id,
            run_status: run_status.map(|word| Cited::new(Spot::new(Part::Run, &["status"]), word)),
            action_type,
            request,
        }
    }

    /// The type as a citation.
    pub(super) fn typed(&self) -> Cited {
        Cited::new(Spot::task("action_type"), &self.action_type)
    }

    /// The status as a citation.
    pub(super) fn stated(&self) -> Option<Cited> {
        let status = self.status.as_ref()?;
        Some(Cited::new(Spot::task("status"), status.word()))
    }
}

/// The last member of that name.
pub(super) fn find<'a>(members: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
    let found = members.iter().rev().find(|(key, _)| key == name);
    found.map(|(_, value)| value).filter(|value| !value.is_null())
}

fn cited(value: Option<&Json>, keys: &[&str]) -> Option<Cited> {
    Some(Cited::new(Spot::new(Part::Parameters, keys), &value?.string()?))
}

/// The last answer in the payload: the key holds one callout, or a list of them in their order.
///
/// Source: Zuora workflow documentation, callout task and workflow data flow (2026).
fn last_callout(scope: Option<&Json>) -> Option<Source> {
    let scope = scope?;
    let spot = Spot::new(Part::Data, &["Callout"]);
    if scope.kind() != Kind::Array {
        return Some(Source { members: scope.members(), spot });
    }
    let items = scope.items();
    let place = items.len().checked_sub(1)?;
    Some(Source { members: items.get(place)?.members(), spot: spot.then(Step::Item(place)) })
}

/// An answer that the payload has from the very address that is called.
#[derive(Clone, Debug)]
pub(super) struct AnswerHere {
    /// Its HTTP status; nothing where it cannot be read.
    pub(super) status: Option<u16>,
    /// The beginning of its body, written small.
    pub(super) body: String,
}

fn answers_here(scope: Option<&Json>, request: &Request) -> Vec<AnswerHere> {
    let Some(scope) = scope else { return Vec::new() };
    let listed = scope.kind() == Kind::Array;
    let calls = if listed { scope.items() } else { vec![scope.clone()] };
    let here = calls.iter().filter(|call| request.is_of(&call.members()));
    let read = |call: &Json| AnswerHere {
        status: call.member("ResponseCode").and_then(|code| code.plain().trim().parse().ok()),
        body: call
            .member("ResponseBody")
            .map_or_else(String::new, |body| said::start(&body))
            .to_lowercase(),
    };
    here.map(read).collect()
}

/// `Tasks.Previous`, which a failure branch has in its payload.
///
/// Source: Zuora API reference 2026-09-11, example of a task.
fn previous(scopes: &[(String, Json)]) -> Option<Source> {
    let previous = find(scopes, "Tasks")?.member("Previous")?;
    let spot = Spot::new(Part::Data, &["Tasks", "Previous"]);
    Some(Source { members: previous.members(), spot })
        .filter(|source| ["ErrorClass", "ErrorReason"].iter().any(|key| source.has(key)))
}

/// A list of the object that the task works on: what goes through it is done several times.
fn rows(object: Option<&str>, scopes: &[(String, Json)]) -> Option<(usize, Cited)> {
    let object = object?;
    let list = find(scopes, object).filter(|list| list.kind() == Kind::Array)?;
    let count = list.items().len();
    let cited = Cited::new(Spot::new(Part::Data, &[object]), &format!("[{count}]"));
    (count > 1).then_some((count, cited))
}

/// Source: Zuora workflow task configuration, `Email`: `email.to`, `cc`, `bcc`.
fn recipients(email: Option<&Json>) -> Option<usize> {
    let members = email?.members();
    let lists = ["to", "cc", "bcc"].map(|name| find(&members, name));
    let named = lists.iter().any(Option::is_some);
    let count = lists.into_iter().flatten().map(filled).sum();
    named.then_some(count)
}

fn filled(list: &Json) -> usize {
    let is_filled = |item: &Json| item.string().is_none_or(|text| !text.trim().is_empty());
    match list.kind() {
        Kind::Array => list.items().iter().filter(|item| is_filled(item)).count(),
        _ => usize::from(is_filled(list)),
    }
}
