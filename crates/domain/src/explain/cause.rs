//! Why a task failed, in one sentence, and what to do about it.

use super::sentences;
use crate::diagnosis::{Cause, Certainty, Kind};

/// What Zuora writes instead of an error when the workflow hides errors.
///
/// Source: Zuora workflow settings, "Secure Error Messages" (2025-12).
pub const HIDDEN_ERROR: &str =
    "Workflow will not report sensitive errors for unhandled exceptions.";

/// One sentence on why a task failed, and one on how sure that is where it is a guess. It quotes
/// nothing of the message itself.
#[must_use]
pub fn why_it_failed(cause: &Cause) -> String {
    let said = match (callout(cause.kind), cause.answered) {
        (Some(said), Some(status)) => format!("{said} ({status})."),
        (Some(said), None) => format!("{said}."),
        (None, _) => said(cause.kind).to_owned(),
    };
    let guess = match cause.certainty {
        Certainty::Possible => "This is a guess from a few words: read the message itself.",
        Certainty::Likely | Certainty::Certain => "",
    };
    sentences([&said, guess])
}

/// The same of the task before, whose failure the payload notes.
#[must_use]
pub fn why_the_one_before_failed(cause: &Cause) -> String {
    let task = cause.task.map_or_else(|| "The task before".to_owned(), |id| format!("Task {id}"));
    format!("{task} failed first. {}", why_it_failed(cause))
}

/// What to do about a cause; empty where nothing is known.
#[must_use]
pub const fn what_to_do(kind: Kind) -> &'static str {
    match kind {
        Kind::CalloutCredentials | Kind::FileSignIn | Kind::FileDenied => {
            "Renew the credentials in the task's configuration, or the rights behind them."
        }
        Kind::CalloutAddress => {
            "Check the address in the parameters, and that what it names exists."
        }
        Kind::CalloutInput | Kind::CalloutRefused => {
            "Compare what was sent with what the service asks for; its answer often says which field."
        }
        Kind::LiquidVariable
        | Kind::LiquidFilter
        | Kind::LiquidMethod
        | Kind::LiquidSyntax
        | Kind::LiquidOther => {
            "Mend the expression in Zuora (swimlane, task configuration), or the task that should have set the value."
        }
        Kind::ZuoraPermission => {
            "Ask your Zuora administrator for the permission that the message names."
        }
        Kind::ZuoraInput | Kind::ZuoraMalformed | Kind::ZuoraUnsupported => {
            "Correct the field that the message names, in the configuration or in the data."
        }
        Kind::ZuoraRule | Kind::ZuoraDuplicate | Kind::ZuoraNotFound | Kind::ZuoraEntity => {
            "Look at the record in Zuora: it may be as wanted already."
        }
        Kind::QueryMalformed | Kind::SqlFailed | Kind::TooManyRecords | Kind::QueryTooLong => {
            "Mend or narrow the query."
        }
        Kind::PayloadTooLarge => {
            "Carry less in the payload: files for lists, fewer fields, smaller answers."
        }
        Kind::RepeatLimit => {
            "Find the loop in the workflow: something in it must change on each turn."
        }
        Kind::EmailTooLarge => "Send fewer or smaller attachments.",
        Kind::EmailSignIn => "Have the mail server's sign-in mended in Zuora's settings.",
        Kind::EmailNoRecipient => "Find out why no recipient was filled in.",
        Kind::ScriptTimeout | Kind::ScriptFailed => "Mend the script, or the data that it gets.",
        Kind::FileMissing => "Check that the file is there, and its path.",
        Kind::Inactive => "Activate the workflow first.",
        Kind::NoName | Kind::NoTls => "Check the host's name and certificate.",
        Kind::ZuoraLocked | Kind::ZuoraLimit | Kind::CalloutLimit => "Wait a few minutes first.",
        Kind::Hidden => "Zuora's own log has the cause; the workflow's settings hide it here.",
        _ => "",
    }
}

/// A callout with an answer: the status is added.
const fn callout(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::CalloutCredentials => "The service that it called refused the credentials",
        Kind::CalloutAddress => "The service that it called has nothing at that address",
        Kind::CalloutTimeout => "The service that it called did not get done in time",
        Kind::CalloutConflict => "The service that it called reported a conflict with what it has",
        Kind::CalloutInput => "The service that it called rejected what it was sent",
        Kind::CalloutLimit => "The service that it called got too many requests",
        Kind::CalloutServer => "The service that it called failed itself",
        Kind::CalloutNotAccepted => {
            "The service that it called answered well, but the task did not accept the answer"
        }
        Kind::CalloutRedirected => "The service that it called pointed to another address",
        Kind::CalloutRefused => "The service that it called refused the request",
        Kind::CalloutFailed => "The service that it called reported an error",
        _ => return None,
    })
}

const fn said(kind: Kind) -> &'static str {
    match kind {
        Kind::NoAnswer => "The service that it called gave no answer in time.",
        Kind::NoConnection => "No connection to the service that it called could be made.",
        Kind::NoName => "The name of the host that it called is not known.",
        Kind::NoTls => "No trusted connection to the service that it called could be made (TLS).",
        Kind::Broken => {
            "The connection to the service that it called broke before the answer came."
        }
        Kind::CalloutUnclear => "Its callout failed, and it is not told how.",
        Kind::LiquidVariable => {
            "A Liquid expression of its configuration uses a variable that does not exist."
        }
        Kind::LiquidFilter => {
            "A Liquid expression of its configuration uses a filter that does not exist."
        }
        Kind::LiquidMethod => {
            "A Liquid expression of its configuration asks a value for something that it does not have."
        }
        Kind::LiquidSyntax => "A Liquid expression of its configuration is not well-formed.",
        Kind::LiquidOther => "A Liquid expression of its configuration failed.",
        Kind::EmailTooLarge => "The e-mail is larger than 10 MB.",
        Kind::EmailSignIn => "The mail server refused the sign-in.",
        Kind::EmailNoRecipient => "The e-mail has no recipient.",
        Kind::EmailRefused => "The mail server refused the e-mail or one of its recipients.",
        Kind::ScriptTimeout => "The script ran longer than the 20 seconds it has.",
        Kind::ScriptFailed => "The script threw an error.",
        Kind::ApprovalExpired => "Nobody answered the approval within 90 days.",
        Kind::ApprovalRejected => "The approval was rejected.",
        Kind::FileMissing => "The file is not there.",
        Kind::FileSignIn => "The file server refused the sign-in.",
        Kind::FileDenied => "The file server denies access to the file.",
        other => zuora(other),
    }
}

const fn zuora(kind: Kind) -> &'static str {
    match kind {
        Kind::ZuoraPermission => "A permission is missing in Zuora.",
        Kind::ZuoraSignIn => "Zuora did not accept the task's own sign-in.",
        Kind::ZuoraEntity => "Zuora did not accept the entity that the task works in.",
        Kind::ZuoraInput => "Zuora rejected a field or value of the request.",
        Kind::ZuoraRule => "A business rule of Zuora does not allow it.",
        Kind::ZuoraDuplicate => "Zuora has a record with that unique value already.",
        Kind::ZuoraNotFound => "Zuora does not know the record.",
        Kind::ZuoraUnsupported => "Zuora does not offer that operation.",
        Kind::ZuoraLocked => "Another operation had locked the record in Zuora.",
        Kind::ZuoraInternal => "Zuora's API failed itself.",
        Kind::ZuoraTemporary => "Zuora's API had a passing fault.",
        Kind::ZuoraLimit => "The tenant had too many requests under way at Zuora's API.",
        Kind::ZuoraMalformed => "Zuora's API could not read the request.",
        Kind::ZuoraOutside => {
            "A payment gateway or tax engine behind Zuora turned it down or failed."
        }
        Kind::ZuoraNoAnswer => "Zuora's API gave the task no answer in time.",
        Kind::ZuoraTurnedDown => "Zuora's API turned the task's request down.",
        Kind::QueryMalformed => "The query is not well-formed.",
        Kind::QueryTooLong => "The query took longer than Zuora allows.",
        Kind::SqlFailed => "The SQL of the data query is wrong.",
        Kind::QueryFailed => "The data query failed.",
        Kind::TooManyRecords => "The query or request holds more records than Zuora allows.",
        Kind::PaymentRunFailed => "The payment run failed.",
        Kind::BillRunFailed => "The bill run failed.",
        other => engine(other),
    }
}

const fn engine(kind: Kind) -> &'static str {
    match kind {
        Kind::PayloadTooLarge => "Its payload is larger than the 5 MB a task may have.",
        Kind::RepeatLimit => {
            "It was repeated more often than a task may be (100 times in a sandbox, 1,000 in production)."
        }
        Kind::Inactive => "The workflow is inactive.",
        Kind::Gone => {
            "Something that it needs is gone from Zuora: runs are deleted after some weeks."
        }
        Kind::RunStopped => "Its run was stopped.",
        Kind::Hidden => {
            "The workflow hides its errors (Secure Error Messages): only Zuora's own log has the cause."
        }
        Kind::Leftover => "The error is from an earlier try: the task stands differently now.",
        Kind::EngineFailed => "The workflow engine hit a value or a defect that it did not expect.",
        Kind::NoMessage => "It failed, and Zuora gave no message.",
        _ => "It ended with an error that Reprise has no rule for.",
    }
}
