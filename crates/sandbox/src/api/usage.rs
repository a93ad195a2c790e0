//! `GET /workflows/metrics.json`

use super::Call;
use crate::answer::{Answer, ok, w1};
use crate::calendar::Day;
use crate::json_text::quoted;
use crate::world::World;
use http::StatusCode;
use std::collections::BTreeMap;

/// Counts the task runs of each day from `startDate` to `endDate`, both included.
///
/// LIVE-UNVERIFIED(a missing or unreadable parameter is a 400 in envelope W1; undocumented).
pub(crate) fn usage(world: &World, call: &Call<'_>) -> Answer {
    let date = |name: &str| call.query.get(name).filter(|text| Day::parse(text).is_some());
    let (Some(first), Some(last)) = (date("startDate"), date("endDate")) else {
        return w1(StatusCode::BAD_REQUEST, "invalid", "startDate and endDate are required.");
    };
    if call.query.get("metrics") != Some("taskCount") {
        return w1(StatusCode::BAD_REQUEST, "invalid", "Only the metric taskCount is supported.");
    }
    let mut days = BTreeMap::<String, u64>::new();
    for task in world.tasks.values().filter(|task| call.scope.sees(task.org)) {
        let started = task.string("start_time").unwrap_or_default();
        if let Some(day) = started.get(..10).filter(|day| (first..=last).contains(day)) {
            *days.entry(day.to_owned()).or_default() += 1;
        }
    }
    let metrics: Vec<String> = days
        .iter()
        .map(|(day, count)| {
            format!(r#"{{"date":{},"values":{{"taskCount":{count}}}}}"#, quoted(day))
        })
        .collect();
    ok(format!(r#"{{"metrics":[{}]}}"#, metrics.join(",")))
}
