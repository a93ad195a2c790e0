//! Tasks as they are read, and as they are handed over: exactly.

use std::sync::Arc;

use reprise_browser::script::{object, set};
use reprise_browser::{clock, entropy};
use reprise_domain::api::get_task::{get_task, read_task};
use reprise_domain::desk::Event;
use reprise_domain::desk::reading::Trouble;
use reprise_domain::id::TaskId;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::payload::{Json, mark_large};
use reprise_domain::task::Task;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use crate::desk::Desk;
use crate::fault::Fault;

/// Takes the JSON of a task.
pub(crate) fn parsed(text: &str) -> Result<Task, Fault> {
    let no_task = |why: String| Fault::new("no-task", &format!("This is no task: {why}."));
    let json = Json::parse(&Arc::from(text)).map_err(|why| no_task(why.to_string()))?;
    Task::read(&json).map_err(|why| no_task(why.to_string()))
}

/// A value as its text, and, where it holds whole numbers that JavaScript's cannot hold, the same
/// with those marked.
pub(crate) fn exact(value: &Json) -> JsValue {
    let text = value.text();
    let object = object(&[("text", text.into())]);
    // By chance, so that no text of the answer can pass for a number.
    let mark = entropy::chance().map(|chance| format!("{chance:032x}"));
    if let Some(mark) = mark
        && let Some(marked) = mark_large(text, &mark)
    {
        set(&object, "mark", &mark.into());
        set(&object, "marked", &marked.into());
    }
    object
}

pub(crate) async fn read(desk: &Desk, id: TaskId, signal: AbortSignal) -> Result<Arc<Task>, Fault> {
    let outcome = desk.exchange(&get_task(id), signal).await;
    let task = Trouble::or(&outcome, |reply| read_task(id, reply));
    let task = task.map_err(|trouble| Fault::of_trouble(&trouble, &format!("task {id}")))?;
    let task = Arc::new(task);
    heed(desk, &[Arc::clone(&task)], Stamp::of(&outcome, clock::now()));
    Ok(task)
}

/// Whatever was read may tell of a rerun.
pub(crate) fn heed(desk: &Desk, tasks: &[Arc<Task>], at: Stamp) {
    for task in tasks {
        let (tenancy, task) = (desk.tenancy().clone(), Arc::clone(task));
        desk.dispatch(Event::TaskRead { tenancy, task, at });
    }
}
