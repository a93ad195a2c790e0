//! The operations, one per file.

mod get_run;
mod get_task;
mod get_workflow;
mod list_tasks;
mod list_workflows;
mod page;
mod rerun_task;
mod stop_run;
mod usage;

use crate::answer::{Answer, unknown_path, w2_not_found, wrong_method};
use crate::form::Form;
use crate::tenancy::Scope;
use crate::world::World;
use http::Method;

pub(crate) use rerun_task::rerun_task;

/// What one request is about, once its headers have been read.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) query: Form,
    pub(crate) scope: Scope,
    pub(crate) key: Option<&'a str>,
    pub(crate) now: i64,
    pub(crate) pace: f64,
    pub(crate) in_production: bool,
}

/// An operation with the id in its path. Ids stay text: anything may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation<'a> {
    ListWorkflows,
    GetWorkflow(&'a str),
    GetRun(&'a str),
    StopRun(&'a str),
    ListTasks,
    GetTask(&'a str),
    RerunTask(&'a str),
    Usage,
    WrongMethod,
    Unknown,
}

impl<'a> Operation<'a> {
    pub(crate) fn of(method: &Method, path: &'a str) -> Self {
        let Some(rest) = path.strip_prefix("/workflows") else {
            return Self::Unknown;
        };
        let parts: Vec<&str> = rest.split('/').skip(1).collect();
        let (allowed, operation) = match parts.as_slice() {
            [] if rest.is_empty() => (Method::GET, Self::ListWorkflows),
            ["tasks"] => (Method::GET, Self::ListTasks),
            ["metrics.json"] => (Method::GET, Self::Usage),
            ["tasks", id] if !id.is_empty() => (Method::GET, Self::GetTask(id)),
            ["tasks", id, "rerun"] => (Method::POST, Self::RerunTask(id)),
            ["workflow_runs", id] if !id.is_empty() => (Method::GET, Self::GetRun(id)),
            ["workflow_runs", id, "stop"] => (Method::PUT, Self::StopRun(id)),
            [id] if !id.is_empty() => (Method::GET, Self::GetWorkflow(id)),
            _ => return Self::Unknown,
        };
        if *method == allowed { operation } else { Self::WrongMethod }
    }
}

/// Answers every operation but the rerun, which has a course of its own.
pub(crate) fn answer(operation: Operation<'_>, world: &mut World, call: &Call<'_>) -> Answer {
    match operation {
        Operation::ListWorkflows => list_workflows::list_workflows(world, call),
        Operation::GetWorkflow(id) => get_workflow::get_workflow(world, id),
        Operation::GetRun(id) => get_run::get_run(world, id, call),
        Operation::StopRun(id) => stop_run::stop_run(world, id, call),
        Operation::ListTasks => list_tasks::list_tasks(world, call),
        Operation::GetTask(id) => get_task::get_task(world, id, call),
        Operation::Usage => usage::usage(world, call),
        Operation::RerunTask(id) => w2_not_found(id),
        Operation::WrongMethod => wrong_method(),
        Operation::Unknown => unknown_path(),
    }
}

/// The task of this id, if there is one and the call's orgs may see it.
pub(crate) fn visible_task(world: &World, id: &str, scope: &Scope) -> Option<u64> {
    let row = world.tasks.get(&id.parse().ok()?)?;
    scope.sees(row.org).then_some(row.id)
}
