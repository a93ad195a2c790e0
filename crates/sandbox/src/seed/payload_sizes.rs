//! Payloads of several sizes, up to the limit of 5 MB.
//!
//! They are in one run with the lowest ids, so that the first pages of a list stay light. Their
//! text is written anew on every read. Source of the limit: Zuora docs, workflow limits.

use super::payload::{row, workflow_scope};
use super::template::step;
use super::{Place, put};
use crate::calendar::{DAY_MS, Day, iso};
use crate::chance::Chance;
use crate::json_text::{JsonText, object, quoted};
use crate::run::Run;
use crate::world::World;

const RUN: u64 = 301;
const VERSION: u64 = 450;

/// Task id and length of its `data` in bytes; the last is just under 5 MB (5,242,880).
const SIZES: [(u64, usize); 5] =
    [(1201, 5_000), (1202, 50_000), (1203, 200_000), (1204, 1_000_000), (1205, 5_200_000)];

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    let started = anchor.start_millis() - 29 * DAY_MS;
    let export = step("Export", "Revenue detail, large", "Erlösdetails, groß", "Invoice");
    let mut parent = JsonText::null();
    for (id, bytes) in SIZES {
        let mut task = export
            .task(id, place)
            .with("data", JsonText::Generated { bytes, salt: place.salt(id) })
            .with("end_time", JsonText::string(&iso(started + 60_000)))
            .with("instance", JsonText::boolean(true))
            .with("original_task_id", JsonText::number(2630))
            .with("original_workflow_id", JsonText::number(VERSION))
            .with("start_time", JsonText::string(&iso(started)))
            .with("task_id", parent)
            .with("workflow_id", JsonText::number(RUN));
        task.fail("Export job timed out.", "WorkflowError", None);
        put(world, task);
        parent = JsonText::number(id);
    }
    world.runs.insert(
        RUN,
        Run {
            id: RUN,
            name: format!("WF-{VERSION}-00000301"),
            original_workflow_id: VERSION,
            created_at: started,
            updated_at: started + 60_000,
            stopped: false,
        },
    );
}

/// Writes an object of exactly this many bytes (of at least 400).
pub(crate) fn write_payload(bytes: usize, salt: u64, out: &mut String) {
    let mut chance = Chance::from_seed(salt);
    let start = out.len();
    let tail = |padding: usize| {
        let padding = quoted(&".".repeat(padding));
        let fields = object([("Padding", padding), ("Workflow", workflow_scope(0))]);
        format!("],{}", fields.get(1..).unwrap_or_default())
    };
    let room = bytes.saturating_sub(tail(0).len());
    out.push_str(r#"{"Invoice":["#);
    loop {
        let mut next = row(&mut chance);
        if !out.ends_with('[') {
            next.insert(0, ',');
        }
        if out.len() - start + next.len() > room {
            break;
        }
        out.push_str(&next);
    }
    out.push_str(&tail(room.saturating_sub(out.len() - start)));
}
