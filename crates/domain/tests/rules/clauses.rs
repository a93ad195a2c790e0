//! Clauses, and the values they saw.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a clause that cannot be read fails the test"
)]

use crate::stage::task;
use reprise_domain::parameters::{Clause, Content, Seen, Sight, settings};
use reprise_domain::payload::quoted;
use wasm_bindgen_test::wasm_bindgen_test;

const DATA: &str = r#"{"Payments":{"declined":2,"api_key":"canary"},"Callout":[{"ResponseCode":500},{"ResponseCode":200}],"Name":"Köln","a b":{"c":1.10},"Null":null}"#;

fn clauses(action: &str, parameters: &str) -> Vec<Clause> {
    let body =
        format!(r#"{{"id":1,"action_type":"{action}","parameters":{parameters},"data":{DATA}}}"#);
    let sections = settings(&task(&body)).unwrap().sections.into_iter();
    let clauses = sections.filter_map(|section| match section.content {
        Content::Clauses(clauses) => Some(clauses),
        _ => None,
    });
    clauses.flatten().collect()
}

fn condition(clause: &str) -> Clause {
    clauses("If", &format!(r#"{{"if_clause":{}}}"#, quoted(clause))).remove(0)
}

fn told(seen: &Seen) -> String {
    let sight = match &seen.sight {
        Sight::Value { value, is_secret: false } => value.text().to_owned(),
        Sight::Value { .. } => "secret".into(),
        Sight::Count(count) => format!("#{count}"),
        other => format!("{other:?}"),
    };
    format!("{}={sight}", seen.path)
}

fn seen(clause: &str) -> Vec<String> {
    let conditions = condition(clause).conditions;
    conditions.iter().flat_map(|condition| &condition.seen).map(told).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn an_if_shows_what_it_compared() {
    let clause = condition(
        "{% if Data.Payments.declined > 0 and Gone.x == 'a' %}True{% else %}False{% endif %}",
    );
    assert_eq!(clause.conditions.len(), 1);
    assert_eq!(clause.conditions[0].text, "if Data.Payments.declined > 0 and Gone.x == 'a'");
    let told: Vec<_> = clause.conditions[0].seen.iter().map(told).collect();
    assert_eq!(told, ["Data.Payments.declined=2", "Gone.x=Absent"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_published_clause_reads_nothing() {
    let task = task(include_str!("../fixtures/task-2771.json"));
    let sections = settings(&task).unwrap().sections;
    let Content::Clauses(clauses) = &sections[0].content else { panic!("{sections:?}") };
    assert!(clauses[0].conditions.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn every_way_to_name_a_value_is_followed() {
    for (clause, wanted) in [
        ("{{ Data.Callout[0].ResponseCode }}", "Data.Callout[0].ResponseCode=500"),
        ("{{ Callout.last.ResponseCode }}", "Callout.last.ResponseCode=200"),
        ("{{ Callout.first.ResponseCode }}", "Callout.first.ResponseCode=500"),
        ("{{ Data.Callout.size }}", "Data.Callout.size=#2"),
        ("{{ Data.Name.size | plus: 1 }}", "Data.Name.size=#4"),
        ("{{ Data['a b'].c }}", "Data['a b'].c=1.10"),
        ("{{ Data[\"a b\"]['c'] }}", "Data[\"a b\"]['c']=1.10"),
        ("{{ Data.Null }}", "Data.Null=null"),
        ("{{ Data.Callout[9].ResponseCode }}", "Data.Callout[9].ResponseCode=Absent"),
        ("{{ Data.Callout[i].ResponseCode }}", "Data.Callout[i].ResponseCode=Unknown"),
        ("{{ Data.Payments.api_key }}", "Data.Payments.api_key=secret"),
        ("{%- unless Name contains 'ö' -%}", "Name=\"Köln\""),
        ("{% case Data.Name %}{% when 'x' %}{% endcase %}", "Data.Name=\"Köln\""),
    ] {
        assert_eq!(seen(clause), [wanted], "{clause}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn names_that_the_clause_sets_are_its_own() {
    let told = seen(
        "{% assign n = Data.Payments.declined %}{% for c in Data.Callout %}{% if c.ResponseCode > n %}{% endif %}{{ forloop.index }}{% endfor %}",
    );
    assert_eq!(told[0], "Data.Payments.declined=2");
    assert!(told[1].starts_with("Data.Callout=["));
    assert_eq!(told[2..], ["c.ResponseCode=Local", "n=Local", "forloop.index=Local"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn words_texts_filters_and_comments_are_no_variables() {
    for clause in [
        "{{ 'Data.Name' | upcase }}",
        "{% if true and nil or empty %}",
        "{% comment %}{{ Data.Name }}{% endcomment %}",
        "{% raw %}{{ Data.Name }}{% endraw %}",
        "Data.Name",
        "{{ 1.5 }}{{ }}{% %}",
        "{{ Data.Name",
    ] {
        assert_eq!(seen(clause), [] as [&str; 0], "{clause}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_case_shows_what_is_compared_and_each_case() {
    let found = clauses(
        "Logic::Case",
        r#"{"case_clause":"{{ Data.Name }}","case_condition":{"Case_1":"^K","Case_2":"{{ Data.Payments.declined }}"},"disable_regex":"true"}"#,
    );
    let told: Vec<_> =
        found.iter().map(|clause| (clause.name.as_str(), clause.text.as_str())).collect();
    assert_eq!(told[0], ("case_clause", "{{ Data.Name }}"));
    assert_eq!(told[1], ("Case_1", "^K"));
    assert_eq!(found[2].conditions.len(), 1);
    assert!(clauses("Logic::Case", r#"{"case_condition":["x"]}"#).is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn hostile_clauses_come_to_an_end() {
    for piece in [
        "{% if a.b.c.d %}",
        "{{ a[",
        "{{ a.",
        "{% assign a = a %}",
        "{{ a['",
        "{{ | | |",
        "{{ Data.Callout[0].ResponseCode }}",
        "{{ \u{202e}\0é.ü }}",
    ] {
        let clause = condition(&piece.repeat(10_000));
        assert_eq!(clause.text.len(), piece.len() * 10_000);
    }
    let deep = format!("{{{{ a{} }}}}", ".a".repeat(1_000));
    assert!(seen(&deep)[0].ends_with("=Unknown"));
}
