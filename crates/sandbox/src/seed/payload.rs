//! Data of ordinary tasks: account, invoice, and where the run came from.

use super::Place;
use crate::calendar::{date, zoneless};
use crate::chance::Chance;
use crate::json_text::{object, quoted};

const US: [&str; 8] = [
    "Harbor Light Media",
    "Northwind Freight",
    "Cedar & Pine Supply",
    "Bluebird Analytics",
    "O'Neill Robotics",
    "Sunrise Dental Group",
    "Lakeside Cycling",
    "Granite Peak Software",
];
const DE: [&str; 8] = [
    "Müller Maschinenbau GmbH",
    "Nordsee Logistik AG",
    "Bäckerei Süßkind",
    "Isar Medien KG",
    "Schwarzwald Optik",
    "Hafenkontor Hamburg",
    "Grünwerk Energie",
    "Zahnärzte am Dom",
];

/// The customer, invoice and amount of one run.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) account_id: String,
    pub(crate) invoice_id: String,
    customer: &'static str,
    invoice_number: String,
    /// Minor units.
    cents: u64,
}

impl Subject {
    pub(crate) fn draw(place: Place, chance: &mut Chance) -> Self {
        let names = if place == Place::Us { &US } else { &DE };
        Self {
            account_id: chance.hex32(),
            invoice_id: chance.hex32(),
            customer: chance.pick(names).copied().unwrap_or_default(),
            invoice_number: format!("{}{:08}", place.says("INV", "RE"), chance.below(99_999_999)),
            cents: 500 + chance.below(5_000_000),
        }
    }

    /// The id of the object that a step works on.
    pub(crate) fn id_of(&self, object: &str) -> &str {
        if object == "Invoice" { &self.invoice_id } else { &self.account_id }
    }

    /// That of the object in a further row of an Iterate, each of which has its own.
    pub(crate) fn of_row(&self, object: &str, row: u64) -> String {
        let first = self.id_of(object);
        first.get(..31).map_or_else(|| first.to_owned(), |stem| format!("{stem}{row:x}"))
    }

    fn account(&self, place: Place) -> String {
        let contact = object([
            ("Country", quoted(place.says("United States", "Germany"))),
            ("WorkEmail", quoted("accounts.payable@example.com")),
        ]);
        object([
            ("Balance", money(self.cents)),
            ("BillTo", contact),
            ("Currency", quoted(place.currency())),
            ("Id", quoted(&self.account_id)),
            ("Name", quoted(self.customer)),
        ])
    }

    fn invoice(&self, due: &str) -> String {
        object([
            ("Amount", money(self.cents)),
            ("DueDate", quoted(due)),
            ("Id", quoted(&self.invoice_id)),
            ("InvoiceNumber", quoted(&self.invoice_number)),
        ])
    }
}

/// What a task of this type has done before, as far as `data` shows it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Trace<'a> {
    /// `Tasks.Previous`, as the failure branch has it.
    pub(crate) previous: Option<&'a str>,
    /// Rows under `Rows`, for queries.
    pub(crate) rows: u64,
}

/// The payload of a task whose run began at `started` (milliseconds).
pub(crate) fn data(place: Place, subject: &Subject, started: i64, trace: Trace<'_>) -> String {
    let mut chance = Chance::from_seed(subject.cents);
    let mut fields =
        vec![("Account", subject.account(place)), ("Invoice", subject.invoice(&date(started)))];
    if trace.rows > 0 {
        let rows: Vec<String> = (0..trace.rows).map(|_| row(&mut chance)).collect();
        fields.push(("Rows", format!("[{}]", rows.join(","))));
    }
    if let Some(previous) = trace.previous {
        fields.push(("Tasks", object([("Previous", previous.to_owned())])));
    }
    fields.push(("Workflow", workflow_scope(started)));
    object(fields)
}

/// `Workflow`, the scope that every payload has.
pub(crate) fn workflow_scope(started: i64) -> String {
    object([
        ("ExecutionDate", quoted(&date(started))),
        ("ExecutionDateTime", quoted(&zoneless(started))),
        ("WorkflowRunUser", quoted("billing-robot")),
    ])
}

/// One line of a query's result.
pub(crate) fn row(chance: &mut Chance) -> String {
    object([
        ("Balance", money(chance.below(900_000))),
        ("Id", quoted(&chance.hex32())),
        ("InvoiceNumber", quoted(&format!("INV{:08}", chance.below(99_999_999)))),
    ])
}

/// An amount as Zuora writes it: two decimals, always.
fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
