//! The whole journal as a file: JSON with every entry as it was written, or CSV with one row
//! for each decision. The caller chooses which reruns.

use super::csv::row;
use super::entry::Closing;
use super::write::{why_word, write};
use crate::explain::state::state_word;
use crate::payload::quoted;
use crate::rerun::{Attempt, Rerun};
use crate::tenancy::TenantPart;
use crate::time::UnixMillis;

/// Version of the JSON file.
const VERSION: u32 = 1;

/// Writes the stories as JSON, one entry a line. A decision that is not written down has none.
#[must_use]
pub fn export_json(reruns: &[&Rerun], made_at: UnixMillis) -> String {
    let written = reruns.iter().filter(|rerun| !rerun.story.is_empty());
    let intents: Vec<_> = written.map(|rerun| intent(rerun)).collect();
    format!(
        "{{\"reprise_journal\":{VERSION},\n\"made_at\":{},\n\"intents\":[\n{}\n]}}\n",
        quoted(&made_at.iso()),
        intents.join(",\n")
    )
}

fn intent(rerun: &Rerun) -> String {
    let entries: Vec<_> = rerun.story.iter().map(write).collect();
    let key = quoted(rerun.intent.key.as_str());
    format!("{{\"key\":{key},\"entries\":[\n{}\n]}}", entries.join(",\n"))
}

/// The columns of the CSV file.
const COLUMNS: [&str; 21] = [
    "decided_at",
    "by",
    "environment",
    "tenant",
    "entity",
    "organisations",
    "task",
    "run",
    "action_type",
    "reason",
    "key",
    "generation",
    "state",
    "attempts",
    "last_sent_at",
    "last_http",
    "last_request_id",
    "last_track_id",
    "finished_status",
    "closed_by",
    "closing_note",
];

/// Writes one row for each rerun under a row of names. Moments are in UTC.
#[must_use]
pub fn export_csv(reruns: &[&Rerun]) -> String {
    let mut text = row(COLUMNS);
    for rerun in reruns {
        text.push_str(&row(cells(rerun).iter().map(String::as_str)));
    }
    text
}

fn cells(rerun: &Rerun) -> [String; 21] {
    let intent = &rerun.intent;
    let last = rerun.attempts.last();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let (closed_by, closing_note) = match &rerun.closing {
        Some(Closing::NotRun(word) | Closing::Ran(word)) => {
            (word.by.as_deref(), Some(word.note.as_str()))
        }
        Some(Closing::NotSent(why)) => (None, Some(why_word(why))),
        None => (None, None),
    };
    let finished = rerun.lamps.finished.as_ref().map(|(_, status)| status.word());
    [
        rerun.decided_at().map(UnixMillis::iso).unwrap_or_default(),
        text(intent.by.as_deref()),
        intent.tenancy.environment.to_string(),
        text(intent.tenant.as_ref().map(TenantPart::as_str)),
        text(intent.tenancy.entity.as_ref().map(TenantPart::as_str)),
        intent.tenancy.org_list(),
        intent.task.to_string(),
        intent.run.map(|run| run.to_string()).unwrap_or_default(),
        text(intent.action_type.as_deref()),
        intent.reason.clone(),
        intent.key.to_string(),
        intent.generation.to_string(),
        state_word(rerun).2.to_owned(),
        rerun.attempts.len().to_string(),
        last.map(|attempt| attempt.sent.wall.iso()).unwrap_or_default(),
        last.and_then(Attempt::status).map(|http| http.to_string()).unwrap_or_default(),
        text(last.and_then(Attempt::request_id)),
        last.map(|attempt| attempt.track.to_string()).unwrap_or_default(),
        text(finished),
        text(closed_by),
        text(closing_note),
    ]
}
