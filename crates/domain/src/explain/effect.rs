//! What running a task again does, by its type.

use crate::payload::Json;
use crate::task::{Task, TaskStatus};

/// Says what a rerun of this task does, one sentence each.
///
/// Source: grouping of the types after Zuora's task catalogue (Zuora developer guide and task
/// reference 2026); that a rerun acts like a first run is inferred, not stated there.
/// LIVE-UNVERIFIED(that tasks after it follow; no document says so; when known, say it flatly)
#[must_use]
pub fn what_a_rerun_does(task: &Task) -> Vec<String> {
    let mut told = vec![act(task)];
    if task.status == Some(TaskStatus::Success) {
        told.push("It ended well the last time: a rerun repeats its effects.".into());
    }
    if let Some(run) = task.workflow_id {
        told.push(format!("Tasks after it in run {run} follow if it succeeds."));
    }
    told.push("What a workflow has done cannot be reverted.".into());
    told
}

fn act(task: &Task) -> String {
    match task.action_type.as_deref().unwrap_or_default() {
        "Callout" | "AsynchronousCallout" => callout(task.parameters.as_ref()),
        "Email" => "Sends the e-mail again, to the same recipients.".into(),
        "Notifications::SMS" | "Notifications::PhoneCall" | "Notifications::Kafka" => {
            "Sends the notification again.".into()
        }
        "Billing::BillRun" | "InvoiceGenerate" => {
            "Bills again: invoices may be made a second time.".into()
        }
        "Payment::PaymentRun" | "Payment::GatewayReconciliation" => {
            "Moves money again: payments may be collected a second time.".into()
        }
        "Create" | "CustomObject::Create" | "NewProduct" | "Usage::ImportUsage" => {
            "Creates records again; they may then exist twice.".into()
        }
        "Update"
        | "CustomObject::Update"
        | "Suspend"
        | "Resume"
        | "Cancel"
        | "RemoveProduct"
        | "WriteOff" => "Changes records in Zuora again.".into(),
        "Delete" | "CustomObject::Delete" => "Deletes records in Zuora again.".into(),
        "Iterate" => {
            "Goes through its list again: every task behind it may run once more for every row."
                .into()
        }
        "Approval" => "Asks for the approval again.".into(),
        "Delay" => "Waits its time again.".into(),
        "Query"
        | "GraphQuery"
        | "Export"
        | "Data::Link"
        | "Data::Aqua"
        | "CustomObject::Query"
        | "Reporting::RunReport"
        | "Reporting::ReportData" => "Reads from Zuora again; has no effect of its own.".into(),
        "If"
        | "Logic::Case"
        | "Logic::JSONTransform"
        | "Logic::XMLTransform"
        | "Logic::CSVTranslator"
        | "Logic::Liquid"
        | "Logic::Merge"
        | "Logic::ResponseFormatter" => "Computes again; has no effect of its own.".into(),
        kind if kind.starts_with("Upload::") || kind == "Attachment" => {
            "Hands the files over again.".into()
        }
        kind if kind.starts_with("Billing::") || kind.starts_with("Revenue::") => {
            "Changes billing or revenue records again.".into()
        }
        "" => "Zuora gave no type for this task: it is not known what a rerun does.".into(),
        _ => {
            "Runs the task again with everything it does; Reprise has no rule for this type.".into()
        }
    }
}

fn callout(parameters: Option<&Json>) -> String {
    let text = |name| parameters.and_then(|all| all.member(name)?.string());
    let method = text("method").unwrap_or_default().to_ascii_uppercase();
    let method: String = method.chars().filter(char::is_ascii_alphabetic).take(10).collect();
    match text("url").as_deref().and_then(host) {
        Some(host) if !method.is_empty() => format!("Sends a {method} to {host} again."),
        Some(host) => format!("Calls {host} again."),
        None => "Calls the outside service again.".into(),
    }
}

/// The host of an address; nothing else of it may hold a secret.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty() && host.len() < 100).then_some(host)
}
