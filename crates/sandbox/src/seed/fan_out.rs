//! One run of more than 200 tasks: an Iterate over many rows, a long wait, some failures.

use super::payload::{Subject, Trace, data};
use super::template::{Step, step};
use super::{Place, put};
use crate::calendar::{DAY_MS, Day, iso};
use crate::chance::Chance;
use crate::json_text::{JsonText, object, quoted};
use crate::run::Run;
use crate::task::Task;
use crate::world::World;

const RUN: u64 = 340;
const VERSION: u64 = 600;
const FIRST_TASK: u64 = 20_001;

/// Rows of the Iterate; each has up to three tasks.
const ROWS: u64 = 69;

/// The rows at once; the next one begins when a place is free.
const LANES: usize = 8;

/// How long the run waits before it works: three hours.
const WAIT_MS: i64 = 3 * 3_600_000;

const BEFORE: [Step; 3] = [
    step("Data::Link", "Select overdue invoices", "Überfällige Rechnungen wählen", ""),
    step("Delay", "Wait for office hours", "Bürozeiten abwarten", ""),
    step("Iterate", "Each overdue invoice", "Jede überfällige Rechnung", "Invoice"),
];

const ROW: [Step; 3] = [
    step("Callout", "Ask the bank for the balance", "Saldo bei der Bank erfragen", "Invoice"),
    step("Update", "Stamp dunning level", "Mahnstufe setzen", "Account"),
    step("Email", "Send reminder", "Mahnung senden", "Invoice"),
];

const TELL: Step = step("Email", "Tell billing operations", "Abrechnung benachrichtigen", "");

/// The rows whose callout fails, and how.
const FAILING: [(u64, &str); 4] = [
    (9, "Callout response was 503 after 3 tries."),
    (23, "Callout response was 503 after 3 tries."),
    (24, "Net::ReadTimeout"),
    (51, "Callout response was 422 after 1 tries."),
];

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    let mut chance = Chance::from_seed(41);
    let started = anchor.start_millis() - 4 * DAY_MS + 5 * 3_600_000;
    let subject = Subject::draw(place, &mut Chance::from_seed(place.salt(43)));
    let payload = data(place, &subject, started, Trace::default());
    let mut growth = Growth { world, place, payload, next: FIRST_TASK };
    let [select, wait, each] = &BEFORE;
    let query = growth.ended(select, None, (started, started + 6_400));
    let wakes = started + 6_900 + WAIT_MS;
    let delay = growth.ended(wait, Some(query), (started + 6_900, wakes));
    let iterate = growth.ended(each, Some(delay), (wakes + 300, wakes + 2_100));
    let mut lanes = [wakes + 2_200; LANES];
    for row in 1..=ROWS {
        let Some(lane) = lanes.iter_mut().min() else { break };
        *lane = growth.row(row, iterate, *lane, &mut chance);
    }
    let ended = lanes.iter().max().copied().unwrap_or(wakes);
    world.runs.insert(
        RUN,
        Run {
            id: RUN,
            name: "WF-600-00000340".to_owned(),
            original_workflow_id: VERSION,
            created_at: started - 400,
            updated_at: ended,
            stopped: false,
        },
    );
}

/// The run while it grows.
struct Growth<'a> {
    world: &'a mut World,
    place: Place,
    payload: String,
    next: u64,
}

impl Growth<'_> {
    /// The tasks of one row, one after the other; gives the end of the last.
    fn row(&mut self, row: u64, iterate: u64, from: i64, chance: &mut Chance) -> i64 {
        let mut parent = iterate;
        let mut clock = from;
        for step in &ROW {
            let start = clock + 100 + chance.millis_below(400);
            clock = start + 400 + chance.millis_below(4_000);
            parent = self.ended(step, Some(parent), (start, clock));
            let failure = FAILING.iter().find(|(failing, _)| *failing == row);
            if let (Some((_, error)), "Callout") = (failure, step.action) {
                return self.fails(parent, error, clock);
            }
        }
        clock
    }

    /// A failed task, and the one on its failure branch.
    fn fails(&mut self, failed: u64, error: &str, at: i64) -> i64 {
        if let Some(task) = self.world.tasks.get_mut(&failed) {
            task.fail(error, "WorkflowError::Callout", None);
        }
        let told = self.ended(&TELL, Some(failed), (at + 200, at + 900));
        let previous = object([
            ("ErrorClass", quoted("WorkflowError::Callout")),
            ("ErrorReason", quoted(error)),
            ("Id", failed.to_string()),
            ("Status", quoted("Error")),
        ]);
        if let Some(task) = self.world.tasks.get_mut(&told) {
            let tasks = object([("Tasks", object([("Previous", previous)]))]);
            task.set("data", JsonText::raw(tasks));
        }
        at + 900
    }

    /// A task that ended well; gives its id.
    fn ended(&mut self, step: &Step, parent: Option<u64>, (start, end): (i64, i64)) -> u64 {
        let id = self.next;
        self.next += 1;
        let task: Task = step
            .task(id, self.place)
            .with("data", JsonText::raw(self.payload.clone()))
            .with("end_time", JsonText::string(&iso(end)))
            .with("instance", JsonText::boolean(true))
            .with("original_workflow_id", JsonText::number(VERSION))
            .with("start_time", JsonText::string(&iso(start)))
            .with("status", JsonText::string("Success"))
            .with("task_id", parent.map_or_else(JsonText::null, JsonText::number))
            .with("workflow_id", JsonText::number(RUN));
        put(self.world, task);
        id
    }
}
