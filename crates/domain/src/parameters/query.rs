//! Queries and exports: of which object, which fields, under which condition.

use super::Fact;
use super::taking::{Fields, fact};
use crate::callout::is_on;
use crate::payload::mask::Masked;
use crate::payload::{Json, Kind};
use crate::source::Language;

/// Small settings of queries and exports.
const SETTINGS: [(&str, &str); 7] = [
    ("placement", "Put into the payload as"),
    ("batch_size", "Rows at a time"),
    ("zero_query_proceed", "Goes on without a row"),
    ("zero_result_stop", "Stops without a row"),
    ("zip", "Zipped"),
    ("encrypt", "Encrypted"),
    ("delay", "Delay"),
];

/// Objects beyond which the fields are left to the tree.
const MOST_OBJECTS: usize = 100;

pub(super) fn read(fields: &mut Fields, object: Option<&str>) {
    let mut facts = Vec::new();
    facts.extend(object.map(|object| fact("object", "Object", object.to_owned())));
    if let Some(value) = fields.take("fields") {
        match chosen(&value) {
            Some(chosen) => facts.extend(chosen),
            None => fields.keep("fields", value),
        }
    }
    fields.push_facts("Query", facts);
    fields.source("Condition", "where_clause", Some(Language::Zoql));
    fields.facts("Settings", &SETTINGS);
}

/// `{"Account": {"Id": "true", …}}` as one line for an object; `None` when it is something else.
fn chosen(value: &Json) -> Option<Vec<Fact>> {
    let objects = value.members();
    let is_table = |(_, fields): &(String, Json)| fields.kind() == Kind::Object;
    if value.kind() != Kind::Object || objects.len() > MOST_OBJECTS || !objects.iter().all(is_table)
    {
        return None;
    }
    let line = |(object, fields): (String, Json)| {
        let names = fields.members().into_iter().filter(|(_, on)| is_on(on)).map(|(name, _)| name);
        let names = names.collect::<Vec<_>>().join(", ");
        Fact { value: Masked::open(names), ..fact(&object, "Fields", String::new()) }
    };
    Some(objects.into_iter().map(line).collect())
}
