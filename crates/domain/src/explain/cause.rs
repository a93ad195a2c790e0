//! Why a task failed, as far as its own fields tell. (Rules by type are a later room.)

use crate::task::{Task, TaskStatus};

/// What Zuora writes instead of an error when the workflow hides errors.
///
/// Source: Zuora workflow settings, "Secure Error Messages" (2025-12).
pub const HIDDEN_ERROR: &str =
    "Workflow will not report sensitive errors for unhandled exceptions.";

/// One sentence on why it failed; `None` when nothing failed.
#[must_use]
pub fn why_it_failed(task: &Task) -> Option<String> {
    let failed = task.status == Some(TaskStatus::Error);
    let error = task.error.as_deref().map(str::trim).filter(|error| !error.is_empty());
    match error {
        Some(error) if error.starts_with(HIDDEN_ERROR) => Some(
            "The workflow hides its errors (Secure Error Messages): only Zuora's own log has the cause.".into(),
        ),
        Some(_) => Some(class_sentence(task.error_class.as_deref())),
        None if failed => Some("It failed, and Zuora gave no message.".into()),
        None => None,
    }
}

fn class_sentence(class: Option<&str>) -> String {
    let class = class.unwrap_or_default();
    let said = match class {
        "WorkflowError::Callout" => "The service that it called did not answer as expected.",
        "ZuoraAPI::Exceptions::ZuoraAPISessionError" => {
            "Zuora did not accept the task's own sign-in."
        }
        class if class.starts_with("ZuoraAPI") => "Zuora's API turned the task's request down.",
        class if class.starts_with("Liquid") => "A Liquid expression in its configuration failed.",
        class if class.starts_with("WorkflowError") => "The workflow engine ended it.",
        _ => "It ended with this error.",
    };
    said.to_owned()
}
