//! What waits or repeats: Delay, Approval, Iterate.

use super::Content;
use super::call::number;
use super::taking::Fields;
use crate::callout::is_on;
use crate::explain::parameters::{Rounds, delay, rounds};
use crate::source::Language;

pub(super) fn read_delay(fields: &mut Fields) {
    let blocking = fields.take("blocking").as_ref().map(is_on);
    let Some(value) = fields.take("delay_time") else { return };
    match value.string().or_else(|| value.whole_number().map(|number| number.to_string())) {
        Some(time) if time.contains("{{") || time.contains("{%") => {
            fields.keep("delay_time", value);
            fields.source("Waits until or for", "delay_time", Some(Language::Liquid));
        }
        Some(time) => fields.push("Wait", "delay_time", Content::Words(delay(&time, blocking))),
        None => fields.push("Wait", "delay_time", Content::Tree(value)),
    }
}

pub(super) fn read_iterate(fields: &mut Fields) {
    let read = Rounds {
        way: fields.text("iteration_type"),
        field: fields.text("iteration_field").filter(|field| !field.trim().is_empty()),
        chunk: number(fields, "chunk_size"),
    };
    fields.push("Rounds", "iteration_type", Content::Words(rounds(&read)));
    fields.source("Rows by Liquid", "liquid_statement", Some(Language::Liquid));
    fields.facts(
        "Settings",
        &[
            ("file_type", "File"),
            ("skip_headers", "Skips the headers"),
            ("delimiter", "Delimiter"),
            ("encoding", "Encoding"),
        ],
    );
}

/// Settings of an approval; tokens and passwords are hidden by their names.
const APPROVAL: [(&str, &str); 13] = [
    ("delivery_method", "Asks by"),
    ("approver_emails", "Approvers"),
    ("email_approver_emails", "Asked by e-mail"),
    ("approver", "Approved by"),
    ("rejecter", "Rejected by"),
    ("senderEmail", "Sender"),
    ("subjectEmail", "Subject"),
    ("slackEndpoint", "Slack endpoint"),
    ("slackToken", "Slack token"),
    ("webexToken", "Webex token"),
    ("teamsClientSecret", "Teams secret"),
    ("teamsUsername", "Teams user"),
    ("teamsPassword", "Teams password"),
];

pub(super) fn read_approval(fields: &mut Fields) {
    fields.facts("Approval", &APPROVAL);
    fields.source("Note", "approvalNote", None);
    fields.source("E-mail", "emailBody", None);
    fields.source("Slack message", "slackBody", None);
}
