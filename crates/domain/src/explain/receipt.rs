//! The receipt of a rerun, to be copied into a ticket or a message: plain text, one fact a line.
//! No payload, no name that Zuora rendered, no token, no word of an answer's body.

use super::one_line;
use super::rerun::rerun_notice;
use super::story::entry_line;
use crate::config::Environment;
use crate::journal::entry::{Entry, What};
use crate::rerun::verdict::Verdict;
use crate::rerun::{Attempt, Intent, Rerun};
use crate::time::UnixMillis;

/// Writes the receipt. `environment` is the one that the rerun's tenancy names; `moment` puts a
/// moment into words.
#[must_use]
pub fn receipt(
    rerun: &Rerun,
    environment: &Environment,
    moment: impl Fn(UnixMillis) -> String,
) -> String {
    let intent = &rerun.intent;
    let mut lines = vec![what(rerun), place(intent, environment)];
    let by = intent.by.as_deref().map(|by| format!(" by {}", one_line(by))).unwrap_or_default();
    let when = rerun.decided_at().map_or_else(|| "not written down".to_owned(), &moment);
    lines.push(format!("Decided: {when}{by}: “{}”", one_line(&intent.reason)));
    lines.push(format!("Idempotency key: {}", intent.key));
    for (place, attempt) in rerun.attempts.iter().enumerate() {
        let sent = moment(attempt.sent.wall);
        let told = told(attempt);
        lines.push(format!("Attempt {}: {sent}, track {}, {told}", place + 1, attempt.track));
    }
    lines.push(format!("Now: {}", rerun_notice(rerun).headline));
    let is_read = |entry: &Entry| matches!(entry.what, What::Read(_));
    let is_closed = |entry: &Entry| matches!(entry.what, What::Closed(_));
    for last in [last(rerun, is_read), last(rerun, is_closed)].into_iter().flatten() {
        lines.push(format!("{}: {}", moment(last.at.wall), entry_line(last, rerun).text));
    }
    lines.join("\n") + "\n"
}

fn last(rerun: &Rerun, is_sought: fn(&Entry) -> bool) -> Option<&Entry> {
    rerun.story.iter().rev().find(|entry| is_sought(entry))
}

fn what(rerun: &Rerun) -> String {
    let intent = &rerun.intent;
    let run = intent.run.map(|run| format!(" in run {run}")).unwrap_or_default();
    let kind = intent.action_type.as_deref();
    let kind = kind.map(|kind| format!(" ({})", one_line(kind))).unwrap_or_default();
    format!("Rerun of task {}{run}{kind}", intent.task)
}

/// From the decision's own tenancy: what is chosen on the page now may be another.
fn place(intent: &Intent, environment: &Environment) -> String {
    let tenancy = &intent.tenancy;
    let label = one_line(&environment.label);
    let mut parts = vec![format!("Environment: {label} ({})", environment.id)];
    if let Some(tenant) = &intent.tenant {
        parts.push(format!("tenant {}", tenant.as_str()));
    }
    if let Some(entity) = &tenancy.entity {
        let label = environment.entity_label(entity).map(one_line);
        let label = label.map(|label| format!("{label} ")).unwrap_or_default();
        parts.push(format!("entity {label}({})", entity.as_str()));
    }
    if !tenancy.orgs.is_empty() {
        parts.push(format!("organisations {}", tenancy.org_list().replace(',', ", ")));
    }
    parts.join(", ")
}

/// What an attempt told, by numbers alone.
fn told(attempt: &Attempt) -> String {
    let Some((_, answer)) = &attempt.answer else {
        return "no answer written down".to_owned();
    };
    let status = match (answer.status, &answer.verdict) {
        (Some(status), _) => format!("HTTP {status}"),
        (None, Verdict::NeverSent(_)) => "never sent".to_owned(),
        (None, _) => "no answer".to_owned(),
    };
    let request = attempt.request_id().map(|id| format!("request id {id}"));
    let saved = answer.replayed.then(|| "a saved answer".to_owned());
    let told = [Some(status), request, saved];
    told.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
