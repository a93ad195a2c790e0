//! Tasks that a careless reader would stumble over, in a run of their own.

use super::{Place, put};
use crate::calendar::{DAY_MS, Day};
use crate::run::Run;
use crate::task::Task;
use crate::world::World;

const RUN: u64 = 320;

/// Task id and its JSON. `@name@` and the like are filled in by [`hostile`].
const ODDITIES: [(u64, &str); 10] = [
    (1301, include_str!("oddities/1301-numbers.json")),
    (1302, include_str!("oddities/1302-hostile.json")),
    (1303, r#"{"id":1303}"#),
    (1304, include_str!("oddities/1304-unknown-status.json")),
    (1305, include_str!("oddities/1305-unknown-type.json")),
    (1306, include_str!("oddities/1306-nulls.json")),
    (1307, include_str!("oddities/1307-absent.json")),
    (1308, include_str!("oddities/1308-callout-list.json")),
    (1309, include_str!("oddities/1309-callout-object.json")),
    (1310, include_str!("oddities/1310-deep.json")),
];

pub(crate) fn plant(world: &mut World, anchor: Day, place: Place) {
    for (id, text) in ODDITIES {
        let text = match id {
            1302 => hostile(text),
            1310 => text.replace("@nested@", &nested()),
            _ => text.to_owned(),
        };
        let text = match place {
            Place::Us => text,
            Place::De => text.replace("Odd: ", "Seltsam: "),
        };
        put(world, Task::parse(id, text.trim_end()));
    }
    let started = anchor.start_millis() - 20 * DAY_MS;
    world.runs.insert(
        RUN,
        Run {
            id: RUN,
            name: "WF-600-00000320".to_owned(),
            original_workflow_id: 600,
            created_at: started,
            updated_at: started + 5_000,
            stopped: false,
        },
    );
}

/// Fills in what would be too long to write down: a name of 10,000 characters and a word of 20,000.
fn hostile(text: &str) -> String {
    text.replace("@name@", &"Very long name ".repeat(667).chars().take(9_900).collect::<String>())
        .replace("@word@", &"unbroken".repeat(2_500))
}

/// 60 objects inside each other.
fn nested() -> String {
    format!("{}\"bottom\"{}", r#"{"down":"#.repeat(60), "}".repeat(60))
}
