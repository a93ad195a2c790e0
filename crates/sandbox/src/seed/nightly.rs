//! Thirty days of runs before the anchor.

use super::ending::Ending;
use super::failures::{FAILURES, Failure};
use super::payload::{Subject, Trace, data};
use super::template::{Step, TELL_OPERATIONS, TELL_OPERATIONS_AT, Template};
use super::templates::{COUNT, numbered};
use super::{Place, put};
use crate::calendar::{DAY_MS, Day, iso};
use crate::chance::Chance;
use crate::json_text::{JsonText, object, quoted};
use crate::run::Run;
use crate::task::Task;
use crate::tenancy::ORGS;
use crate::world::World;

const RUNS: u64 = 120;
const FIRST_RUN: u64 = 5_001;
const FIRST_TASK: u64 = 30_001;
const SPAN_MS: i64 = 30 * DAY_MS / 120;

/// The runs of the last night, which have not ended: template, step, status.
const STANDING: [(usize, usize, &str); 8] = [
    (7, 1, "Stopped"),
    (3, 2, "Stopped"),
    (4, 2, "Pending"),
    (0, 2, "Pending"),
    (2, 1, "Processing"),
    (8, 2, "Processing"),
    (1, 2, "Queued"),
    (12, 2, "Queued"),
];

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    // Times and shapes are the same in both entities, or their ids would part.
    let mut chance = Chance::from_seed(7);
    let mut subjects = Chance::from_seed(place.salt(11));
    let mut next_task = FIRST_TASK;
    for (number, id) in (0..RUNS).zip(FIRST_RUN..) {
        let Some((template, ending)) = plot(number) else {
            continue;
        };
        let slots_left = i64::try_from(RUNS - number).unwrap_or_default();
        let started = anchor.start_millis() - slots_left * SPAN_MS + chance.millis_below(3_600_000);
        let subject = Subject::draw(place, &mut subjects);
        let mut growth = Growth {
            place,
            template,
            ending,
            id,
            started,
            subject,
            org: ORGS.get(usize::from(number % 2 == 1)).copied(),
            clock: started,
            next_task,
            parent: None,
        };
        growth.grow(world, &mut chance);
        next_task = growth.next_task;
    }
}

/// What happens in the run of this number.
fn plot(number: u64) -> Option<(&'static Template, Ending)> {
    let place = usize::try_from(number).ok()?;
    let first_standing = usize::try_from(RUNS).ok()? - STANDING.len();
    if let Some((template, step, status)) =
        place.checked_sub(first_standing).and_then(|index| STANDING.get(index).copied())
    {
        return Some((numbered(template)?, Ending::Stands { step, status }));
    }
    if number % 2 == 1 {
        return Some((numbered(place * 7 % COUNT)?, Ending::Success));
    }
    let failure: &'static Failure = FAILURES.get(place / 2 % FAILURES.len())?;
    let mut templates = (0..COUNT).filter_map(|offset| numbered((place + offset) % COUNT));
    let template = templates.find(|template| break_of(template, failure.action).is_some())?;
    Some((template, Ending::Fails(failure)))
}

fn break_of(template: &Template, action: &str) -> Option<usize> {
    template.steps.iter().position(|step| step.action == action)
}

/// One run while it grows.
struct Growth {
    place: Place,
    template: &'static Template,
    ending: Ending,
    id: u64,
    started: i64,
    subject: Subject,
    org: Option<&'static str>,
    clock: i64,
    next_task: u64,
    parent: Option<u64>,
}

impl Growth {
    fn grow(&mut self, world: &mut World, chance: &mut Chance) {
        let breaks_at = match self.ending {
            Ending::Fails(failure) => break_of(self.template, failure.action).unwrap_or(0),
            _ => usize::MAX,
        };
        let mut fan_out = 1;
        for (index, step) in self.template.steps.iter().enumerate() {
            let Some(status) = self.ending.status_of(index, breaks_at) else {
                break;
            };
            let setup = self.template.first_setup + index as u64;
            let parent = self.parent;
            for copy in 0_u64..fan_out {
                // Of the rows of an Iterate only the first meets the end of the run.
                let status = if copy == 0 || status == "Queued" { status } else { "Success" };
                let mut task = self.task(step, setup, parent, status, chance);
                if copy == 0 {
                    self.parent = Some(task.id);
                } else if !step.object.is_empty() {
                    task.set(
                        "object_id",
                        JsonText::string(&self.subject.of_row(step.object, copy)),
                    );
                }
                put(world, task);
            }
            fan_out = if step.action == "Iterate" { 3 } else { 1 };
        }
        if let Ending::Fails(failure) = self.ending {
            self.tell_operations(world, failure, chance);
        }
        world.runs.insert(self.id, self.run());
    }

    fn task(
        &mut self,
        step: &Step,
        setup: u64,
        parent: Option<u64>,
        status: &str,
        chance: &mut Chance,
    ) -> Task {
        let id = self.next_task;
        self.next_task += 1;
        let rows =
            if matches!(step.action, "Iterate" | "Export") { 5 + chance.below(40) } else { 0 };
        let payload = data(self.place, &self.subject, self.started, Trace { previous: None, rows });
        let mut task = self.instance(step, id, setup, payload);
        task.set("task_id", parent.map_or_else(JsonText::null, JsonText::number));
        if !step.object.is_empty() {
            task.set("object_id", JsonText::string(self.subject.id_of(step.object)));
        }
        task.set("status", JsonText::string(status));
        if status != "Queued" {
            self.clock += 150 + chance.millis_below(1_500);
            task.set("start_time", JsonText::string(&iso(self.clock)));
        }
        if matches!(status, "Success" | "Error" | "Stopped") {
            self.clock += 300 + chance.millis_below(20_000);
            task.set("end_time", JsonText::string(&iso(self.clock)));
        }
        if let (Ending::Fails(failure), "Error") = (self.ending, status) {
            task.fail(failure.error, failure.class, failure.details);
            task.prospect = failure.prospect();
        }
        task
    }

    fn instance(&self, step: &Step, id: u64, setup: u64, payload: String) -> Task {
        let mut task = step.task(id, self.place);
        task.org = self.org;
        task.set("data", JsonText::raw(payload));
        task.set("instance", JsonText::boolean(true));
        task.set("original_task_id", JsonText::number(setup));
        task.set("original_workflow_id", JsonText::number(self.template.version));
        task.set("tags", JsonText::raw(tags(step.action)));
        task.set("workflow_id", JsonText::number(self.id));
        task
    }

    /// The failure branch: its task carries the cause under `Tasks.Previous`.
    fn tell_operations(&mut self, world: &mut World, failure: &Failure, chance: &mut Chance) {
        let parent = self.parent;
        let previous = object([
            ("ErrorClass", quoted(failure.class)),
            ("ErrorReason", quoted(failure.error)),
            ("Id", parent.unwrap_or_default().to_string()),
            ("Status", quoted("Error")),
        ]);
        let trace = Trace { previous: Some(&previous), rows: 0 };
        let payload = data(self.place, &self.subject, self.started, trace);
        let setup = self.template.first_setup + TELL_OPERATIONS_AT;
        let task = self.task(&TELL_OPERATIONS, setup, parent, "Success", chance);
        put(world, task.with("data", JsonText::raw(payload)));
    }

    fn run(&self) -> Run {
        Run {
            id: self.id,
            name: format!("WF-{}-{:08}", self.template.version, self.id - FIRST_RUN + 1),
            original_workflow_id: self.template.version,
            created_at: self.started,
            updated_at: self.clock,
            stopped: matches!(self.ending, Ending::Stands { status: "Stopped", .. }),
        }
    }
}

fn tags(action: &str) -> &'static str {
    match action {
        "Payment::PaymentRun" | "Payment::GatewayReconciliation" => r#"["payments","critical"]"#,
        "Billing::BillRun" => r#"["critical"]"#,
        "Callout" => r#"["integration"]"#,
        _ => "[]",
    }
}
