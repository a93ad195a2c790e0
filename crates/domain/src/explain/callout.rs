//! What is said of the calls of a task, and of what is missing in them.

use crate::callout::{Absence, NoCommand, Status, StatusClass};

/// Why a part of a call is not there.
///
/// Source: Zuora product documentation, "Notifications: Callout" (2026), for Replace Payload;
/// Zuora's editor plugin, task configuration (2026), for `include_response_code`.
#[must_use]
pub const fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NoPlace => "Not recorded: Zuora's record of a call has no place for it.",
        Absence::NotRecorded => "Not recorded in this call.",
        Absence::CodeOff => {
            "Not recorded: the payload holds the answer's body alone. The task that called has probably switched include_response_code off."
        }
        Absence::NotSet => "The configuration does not set it.",
        Absence::NoBody => "None: the configuration sends no body.",
        Absence::File => "A file, which is not in the configuration.",
        Absence::HandedOn => {
            "Not recorded here: a task's payload is what it was handed. Its answer is in the payload of the tasks after it, if they ran."
        }
        Absence::Replaces => {
            "Not recorded here: the answer is in the payload of the tasks after it, if they ran. Replace Payload is on: there it takes the place of the calls before it."
        }
        Absence::HandedOnBare => {
            "Not recorded here: the answer is in the payload of the tasks after it, if they ran, and as its body alone, for include_response_code is off."
        }
        Absence::NotYet => "Nothing yet: the task has not started.",
    }
}

/// What stands above the task's own call.
pub const OWN_CALL: &str = "The call that this task makes, as its configuration has it. Liquid in it is filled in when it runs.";

/// What is said where the payload has one record and no list.
pub const ALONE: &str = "The payload holds one call here. If others ran before it, Replace Payload may have put this one in their place.";

/// What is said of the order.
pub const ORDER: &str = "The last call is on top. Zuora records calls in the order of its list.";

/// What the class of a status means.
#[must_use]
pub const fn status_class(status: Status) -> &'static str {
    match status.class {
        StatusClass::Informational => "informational",
        StatusClass::Success => "success",
        StatusClass::Redirection => "redirection",
        StatusClass::ClientError => "client error",
        StatusClass::ServerError => "server error",
        StatusClass::Unknown => "no HTTP status",
    }
}

/// Why there is no command to copy.
#[must_use]
pub const fn no_command(why: NoCommand) -> &'static str {
    match why {
        NoCommand::NoUrl => "No cURL: the address is not recorded.",
        NoCommand::Unsafe => {
            "No cURL: the call holds a sign that would steer a terminal or the command itself."
        }
        NoCommand::Odd => "No cURL: a part of the call is not of the documented form.",
        NoCommand::TooLong => "No cURL: the body is too long for a command.",
    }
}

/// The first lines of the command. No shell takes any sign in them for its own, comment or not.
#[must_use]
pub fn command_notes(variables: &[String], has_liquid: bool, signed_as: Option<&str>) -> String {
    let mut notes = String::from(
        "# This calls the outside service once more. Zuora, the run and the journal of Reprise know nothing of it.\n",
    );
    if has_liquid {
        notes.push_str(
            "# It holds Liquid that Zuora fills in. Put the values in its place first.\n",
        );
    }
    if let Some(kind) = signed_as {
        let line =
            format!("# Zuora signs this call itself, as {kind}, which this command does not.\n");
        notes.push_str(&line);
    }
    if !variables.is_empty() {
        notes.push_str("# Set first, and nowhere else than in the shell: ");
        notes.push_str(&variables.join(" "));
        notes.push('\n');
    }
    notes
}
