//! `GET /workflows/tasks`.

use std::sync::Arc;

use super::fault::ApiFault;
use super::{ApiReply, ApiRequest};
use crate::payload::Kind;
use crate::query::TaskQuery;
use crate::task::Task;

/// One page of tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskPage {
    /// The tasks in Zuora's order, which no document promises.
    pub tasks: Vec<Arc<Task>>,
    /// Entries of the list that are no task (no usable id); counted, not hidden.
    pub unreadable: usize,
    /// Whether Zuora names a further page.
    ///
    /// Its address is never followed: it lies on another host, where the credential must not go.
    pub has_next: bool,
}

/// Builds the request that lists tasks.
///
/// Source: Zuora API reference 2026-09-11, `GET_WorkflowsTasks`.
#[must_use]
pub fn list_tasks(query: &TaskQuery) -> ApiRequest {
    ApiRequest::get(format!("/workflows/tasks?{}", query.to_request()))
}

/// Reads the reply to [`list_tasks`].
///
/// # Errors
///
/// [`ApiFault`]; [`ApiFault::Garbled`] when the answer has no list `data`.
pub fn read_task_page(reply: &ApiReply) -> Result<TaskPage, ApiFault> {
    let answer = reply.success()?;
    // A page may be hundreds of MB: its outer level is opened once.
    let members = answer.members();
    let member = |name: &str| {
        let found = members.iter().rev().find(|(own, _)| own == name);
        found.map(|(_, value)| value)
    };
    let list = member("data").filter(|list| list.kind() == Kind::Array).ok_or_else(|| {
        ApiFault::Garbled { status: reply.status, what: "the answer has no list of tasks".into() }
    })?;
    let items = list.items();
    let tasks: Vec<_> =
        items.iter().filter_map(|item| Task::read(item).ok()).map(Arc::new).collect();
    let next = member("pagination").and_then(|pagination| pagination.member("next_page"));
    Ok(TaskPage {
        unreadable: items.len() - tasks.len(),
        tasks,
        has_next: next.is_some_and(|next| next.kind() == Kind::Text),
    })
}
