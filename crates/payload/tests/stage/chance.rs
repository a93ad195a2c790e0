//! Random JSON texts: odd blanks, odd numbers, doubled keys, escapes.

use proptest::prelude::*;

/// Numbers that a reader into floats would change.
pub(crate) const NUMBERS: [&str; 16] = [
    "9007199254740993",
    "1.10",
    "1e400",
    "-0",
    "-0.0",
    "1E+2",
    "0.1e-7",
    "0",
    "123456789012345678901234567890",
    "1.0",
    "-1",
    "5e-324",
    "0.30000000000000004",
    "1e-0",
    "100",
    "0E0",
];

fn blank() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 1 => "[ \t\r\n]{1,12}"]
}

/// A string as JSON writes it; among the characters are such as look like structure.
pub(crate) fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zé €😀{}:,/#.-]{1,6}",
        1 => Just("\\u00e9".to_owned()),
        1 => Just("\\ud83d\\ude00".to_owned()),
        1 => Just("\\ud800".to_owned()),
        1 => Just("\\\"".to_owned()),
        1 => Just("\\\\".to_owned()),
        1 => Just("\\n\\/".to_owned()),
        1 => Just("[]".to_owned()),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// A key of a few, so that some are doubled.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["\"a\"", "\"b\"", "\"\\u0061\"", "\"\"", "\"a.b\"", "\"__proto__\""])
            .prop_map(str::to_owned),
        2 => string(),
    ]
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(NUMBERS.to_vec()).prop_map(str::to_owned),
        3 => string(),
        1 => prop::sample::select(vec!["null", "true", "false"]).prop_map(str::to_owned),
        1 => blank().prop_map(|blank| format!("[{blank}]")),
        1 => blank().prop_map(|blank| format!("{{{blank}}}")),
    ]
}

/// A value, with blanks wherever JSON allows them.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let value = leaf().prop_recursive(5, 60, 6, |inner| {
        let item =
            (blank(), inner, blank()).prop_map(|(before, item, after)| before + &item + &after);
        let item = item.boxed();
        let items = prop::collection::vec(item.clone(), 1..6);
        let member = (blank(), key(), blank(), item)
            .prop_map(|(before, key, after, item)| format!("{before}{key}{after}:{item}"));
        let members = prop::collection::vec(member, 1..6);
        prop_oneof![
            items.prop_map(|items| format!("[{}]", items.join(","))),
            members.prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    });
    (blank(), value, blank()).prop_map(|(before, value, after)| before + &value + &after)
}

/// A text with a few bytes changed, put in or taken out: mostly no JSON.
pub(crate) fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => prop::sample::select(b"{}[]:,\"\\ \n\t0123456789.eE+-truefalsn\0u".to_vec()),
        1 => any::<u8>(),
    ];
    let change = (any::<prop::sample::Index>(), 0..3_u8, byte);
    (text(), prop::collection::vec(change, 0..4)).prop_map(|(text, changes)| {
        let mut bytes = text.into_bytes();
        for (place, how, byte) in changes {
            let at = place.index(bytes.len() + 1);
            match how {
                0 => bytes.insert(at, byte),
                _ if at == bytes.len() => {}
                1 => bytes[at] = byte,
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}
