//! A rerun as a command for a shell.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use crate::stage::tale::track;
use crate::stage::{TASK, part, tenancy};
use reprise_domain::api::curl::as_curl;
use reprise_domain::api::get_task::get_task;
use reprise_domain::api::rerun_task::rerun_task;
use reprise_domain::config::{Config, Environment};
use reprise_domain::id::TaskId;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::Tenancy;
use wasm_bindgen_test::wasm_bindgen_test;

const ORIGIN: &str = "https://reprise.example";

fn environment(auth: &str) -> Environment {
    let text = format!(
        r#"{{"salt":"4f1c0f6e9c5d4be2","environments":[{{"id":"sandbox","label":"S","kind":"sandbox","api":"/api/s","auth":"{auth}"}}]}}"#
    );
    Config::parse(&text).unwrap().environments.remove(0)
}

fn rerun(origin: &str, environment: &Environment, tenancy: &Tenancy) -> String {
    let request = rerun_task(TaskId::new(TASK), &IdempotencyKey::from_chance(1), &track(1));
    as_curl(origin, environment, tenancy, &request)
}

/// The words of a command as a POSIX shell reads them; `None` when a quote is left open or a
/// sign stands bare that a shell could take for its own.
fn words(command: &str) -> Option<Vec<String>> {
    let (mut words, mut word) = (Vec::new(), None::<String>);
    let mut signs = command.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\'' => loop {
                match signs.next()? {
                    '\'' => break word.get_or_insert_default().push_str(""),
                    sign => word.get_or_insert_default().push(sign),
                }
            },
            '"' => loop {
                match signs.next()? {
                    '"' => break,
                    '`' | '\\' | '!' => return None,
                    sign => word.get_or_insert_default().push(sign),
                }
            },
            '\\' => match signs.next()? {
                '\n' => {}
                sign => word.get_or_insert_default().push(sign),
            },
            ' ' => words.extend(word.take()),
            sign if sign.is_ascii_alphanumeric() || "-_./:=".contains(sign) => {
                word.get_or_insert_default().push(sign);
            }
            _ => return None,
        }
    }
    words.extend(word);
    Some(words)
}

fn command_of(text: &str) -> Vec<String> {
    let (comment, command) = text.split_once('\n').unwrap();
    assert!(comment.starts_with("# ") && command.ends_with('\n'));
    words(command.trim_end_matches('\n')).unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn the_command_carries_every_header_of_the_rerun() {
    let tenancy =
        Tenancy { entity: Some(part("e-1")), orgs: vec![part("o1"), part("o2")], ..tenancy() };
    let text = rerun(ORIGIN, &environment("gateway"), &tenancy);
    assert_eq!(
        text.split_once('\n').unwrap().1,
        "curl --fail-with-body --silent --show-error --include --globoff \\\n  \
         --request POST --url 'https://reprise.example/api/s/workflows/tasks/2770/rerun' \\\n  \
         -H 'Content-Length: 0' \\\n  \
         -H 'Accept: application/json' \\\n  \
         -H 'X-Reprise: 1' \\\n  \
         -H 'Sec-Fetch-Site: same-origin' \\\n  \
         -H 'Zuora-Entity-Ids: e-1' \\\n  \
         -H 'Zuora-Org-Ids: o1,o2' \\\n  \
         -H 'Idempotency-Key: 00000000-0000-4000-8000-000000000001' \\\n  \
         -H 'Zuora-Track-Id: rp-0000000000000001'\n"
    );
    assert_eq!(command_of(&text).iter().filter(|word| *word == "-H").count(), 8);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_token_is_named_and_never_written() {
    let with = rerun(ORIGIN, &environment("token"), &tenancy());
    assert!(with.ends_with("\\\n  -H \"Authorization: Bearer $ZUORA_TOKEN\"\n"), "{with}");
    assert_eq!(command_of(&with).last().unwrap(), "Authorization: Bearer $ZUORA_TOKEN");
    let without = rerun(ORIGIN, &environment("gateway"), &tenancy());
    assert!(!without.contains("Authorization") && !without.contains('$'), "{without}");
}

#[wasm_bindgen_test(unsupported = test)]
fn it_warns_first_in_words_that_no_shell_takes_for_its_own() {
    let text = rerun(ORIGIN, &environment("token"), &tenancy());
    let warning = text.lines().next().unwrap();
    assert!(warning.contains("24 hours") && warning.contains("may run the task again"));
    let plain = |sign: char| sign.is_ascii_alphanumeric() || " .".contains(sign);
    assert!(warning.strip_prefix('#').unwrap().chars().all(plain), "{warning}");
}

#[wasm_bindgen_test(unsupported = test)]
fn no_value_breaks_out_of_its_word() {
    for hostile in [
        "'; rm -rf / #",
        "'\\''; id",
        "$(id)`id`${HOME}!!",
        "\\",
        "\\'",
        "''''",
        "a\"b{1,2}[1-9]",
        "x&y|z>f<g;*?~",
    ] {
        let origin = format!("https://x/{hostile}\n# y");
        let words = command_of(&rerun(&origin, &environment("gateway"), &tenancy()));
        let url = words.iter().position(|word| word == "--url").unwrap() + 1;
        assert_eq!(words[url], format!("{origin}/api/s/workflows/tasks/2770/rerun"));
        let Ok(entity) =
            reprise_domain::tenancy::TenantPart::parse(&hostile.replace([' ', ','], ""))
        else {
            continue;
        };
        let tenancy = Tenancy { entity: Some(entity.clone()), ..tenancy() };
        let words = command_of(&rerun(ORIGIN, &environment("gateway"), &tenancy));
        assert!(words.contains(&format!("Zuora-Entity-Ids: {}", entity.as_str())), "{words:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_has_no_length() {
    let request = get_task(TaskId::new(TASK));
    let text = as_curl(ORIGIN, &environment("gateway"), &tenancy(), &request);
    assert!(text.contains("--request GET") && !text.contains("Content-Length"), "{text}");
}
