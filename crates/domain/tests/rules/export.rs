//! The journal as a file.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use crate::stage::tale::{HOSTILE, answered, every_tale, intent, read, sent, tale};
use crate::stage::{Play, START, failed, json};
use reprise_domain::journal::csv::row;
use reprise_domain::journal::export::{export_csv, export_json};
use reprise_domain::journal::read::entry;
use reprise_domain::journal::write::write;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

/// Reads CSV as RFC 4180 says, with `between` between the cells.
fn read_csv(text: &str, between: char) -> Vec<Vec<String>> {
    let (mut rows, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            sign if quoted => cell.push(sign),
            sign if sign == between => cells.push(std::mem::take(&mut cell)),
            '\r' if signs.peek() == Some(&'\n') => {
                signs.next();
                cells.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut cells));
            }
            sign => cell.push(sign),
        }
    }
    assert!(!quoted && cells.is_empty() && cell.is_empty(), "the file ends within a row");
    rows
}

#[wasm_bindgen_test(unsupported = test)]
fn the_journal_comes_back_from_json_entry_by_entry() {
    let tales = every_tale();
    let text = export_json(&tales.iter().collect::<Vec<_>>(), START);
    let file = json(&text);
    assert_eq!(file.member("reprise_journal").unwrap().whole_number(), Some(1));
    assert_eq!(file.member("made_at").unwrap().string(), Some(START.iso()));
    let intents = file.member("intents").unwrap().items();
    assert_eq!(intents.len(), tales.len());
    for (intent, tale) in intents.iter().zip(&tales) {
        let key = intent.member("key").unwrap().string();
        assert_eq!(key.as_deref(), Some(tale.intent.key.as_str()));
        let entries = intent.member("entries").unwrap().items();
        let again: Vec<_> = entries.iter().map(|line| write(&entry(line).unwrap())).collect();
        assert_eq!(again, tale.story.iter().map(write).collect::<Vec<_>>());
    }
    assert_eq!(json(&export_json(&[], START)).member("intents").unwrap().items(), []);
    assert!(!text.contains("canary"), "a word of an answer's body got out");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_decision_that_is_not_written_down_has_no_story() {
    let mut play = Play::new();
    play.confirm(&failed());
    let text = export_json(&[play.rerun()], START);
    assert_eq!(json(&text).member("intents").unwrap().items(), []);
    let rows = read_csv(&export_csv(&[play.rerun()]), ',');
    assert_eq!((rows[1][0].as_str(), rows[1][12].as_str()), ("", "Checking"));
}

fn cell(rerun: &Rerun, name: &str) -> String {
    let rows = read_csv(&export_csv(&[rerun]), ',');
    let [names, cells]: [_; 2] = rows.try_into().unwrap();
    assert_eq!((names.len(), cells.len()), (21, 21));
    names.into_iter().zip(cells).find(|(column, _)| column == name).unwrap().1
}

#[wasm_bindgen_test(unsupported = test)]
fn a_row_tells_a_rerun() {
    let lost = answered(1, Verdict::Unclear(Doubt::UnderWay), Some(409));
    let rerun = tale(intent(1), [sent(1), lost, sent(2), read("Success", 5)]);
    for (name, value) in [
        ("decided_at", START.iso().as_str()),
        ("by", "ops-7"),
        ("environment", "sandbox"),
        ("tenant", ""),
        ("entity", "e-1"),
        ("organisations", "china,asia"),
        ("task", "2770"),
        ("run", "476"),
        ("action_type", "Callout"),
        ("reason", "the ledger is back"),
        ("key", "00000000-0000-4000-8000-000000000001"),
        ("generation", "1"),
        ("state", "Has run: ended well"),
        ("attempts", "2"),
        ("last_sent_at", START.plus(3000).iso().as_str()),
        ("last_http", ""),
        ("last_request_id", ""),
        ("last_track_id", "rp-0000000000000002"),
        ("finished_status", "Success"),
        ("closed_by", ""),
        ("closing_note", ""),
    ] {
        assert_eq!(cell(&rerun, name), value, "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_tale_is_one_row() {
    let tales = every_tale();
    let text = export_csv(&tales.iter().collect::<Vec<_>>());
    let rows = read_csv(&text, ',');
    assert_eq!(rows.len(), tales.len() + 1);
    for (cells, tale) in rows[1..].iter().zip(&tales) {
        assert_eq!((cells.len(), cells[10].as_str()), (21, tale.intent.key.as_str()));
        let reason = &tale.intent.reason;
        assert_eq!(
            cells[9],
            if reason == HOSTILE { format!("'{HOSTILE}") } else { reason.clone() }
        );
    }
    assert!(!text.contains("canary"), "a word of an answer's body got out");
}

#[wasm_bindgen_test(unsupported = test)]
fn no_cell_begins_a_formula() {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let before = ["", " ", "\"", "'", "\" ' ", "\u{feff}", "\u{a0}", "\u{200b}\"", "“", "\u{1}"];
    for sign in signs {
        for before in before {
            let text = format!("{before}{sign}cmd|' /C calc'!A0");
            assert_eq!(row([text.as_str()]), format!("\"'{}\"\r\n", text.replace('"', "\"\"")));
        }
        for inner in [";", "; ", "\t", "\r\n", "\n\"", ";\""] {
            let text = format!("x{inner}{sign}1");
            let guarded = format!("x{inner}'{sign}1").replace('"', "\"\"");
            assert_eq!(row([text.as_str()]), format!("\"{guarded}\"\r\n"), "{text:?}");
        }
    }
    for text in ["\tx", "\rx", "\nx", "\t=1"] {
        assert!(row([text]).starts_with("\"'"), "{text:?}");
    }
    for text in ["", "a=b", "2026-11-01", "x, -1", "ops-7", "(=1)", "a@b.example"] {
        assert_eq!(row([text]), format!("\"{text}\"\r\n"));
    }
    assert_eq!(row(["a", "b\"c", ""]), "\"a\",\"b\"\"c\",\"\"\r\n");
}

#[wasm_bindgen_test(unsupported = test)]
fn no_cell_begins_a_formula_where_semicolons_part_cells() {
    let hostile = ["x;=1", "x;\"=1", "x\";=1;\"", "a\"\";\"=1", "\";=1", "x\r\n=1\r\n;@y", ";;=1"];
    for reason in hostile {
        let text = row(["decided", reason, "last"]);
        for between in [',', ';', '\t'] {
            let lines = text.replace("\r\n", "\n").replace('\n', "\r\n");
            for cell in lines.split(['\r', '\n', between]) {
                let bare = cell.trim_start_matches(['"', ' ']);
                assert!(!bare.starts_with(['=', '@']), "{reason:?} with {between:?}: {text:?}");
            }
        }
    }
}
