//! Calls as request and answer: as recorded, and with reasons for what is not.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a record that cannot be read fails the test"
)]

use crate::stage::{json, task};
use reprise_domain::callout::{
    Absence, Body, Exchange, Header, LONGEST_PRETTY, Origin, Part, SignIn, StatusClass, count,
    exchanges,
};
use reprise_domain::explain::callout::absence;
use wasm_bindgen_test::wasm_bindgen_test;

fn calls(fields: &str) -> Vec<Exchange> {
    let task = task(&format!(r#"{{"id":1,{fields}}}"#));
    let calls = exchanges(&task);
    assert_eq!(calls.len(), count(&task), "{fields}");
    calls
}

fn recorded(record: &str) -> Exchange {
    calls(&format!(r#""action_type":"If","data":{{"Callout":{record}}}"#)).remove(0)
}

fn own(parameters: &str) -> Exchange {
    calls(&format!(
        r#""action_type":"Callout","status":"Error","start_time":"2026-01-05T02:00:00.000Z","end_time":"2026-01-05T02:00:04.120Z","parameters":{parameters}"#
    ))
    .remove(0)
}

fn lines(part: &Part<Vec<Header>>) -> Vec<String> {
    let headers = part.present().unwrap().iter();
    let line = |header: &Header| {
        let values: Vec<_> = header.values.iter().map(|value| value.text.as_str()).collect();
        format!("{}: {}", header.name, values.join(" + "))
    };
    headers.map(line).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn the_published_example_is_read_whole() {
    let task = task(include_str!("../fixtures/task-2771.json"));
    let call = exchanges(&task).remove(0);
    assert_eq!(call.origin, Origin::Payload { path: "data.Callout".into(), alone: true });
    assert_eq!(call.url, Part::Absent(Absence::NotRecorded));
    assert_eq!(call.method, Part::Absent(Absence::NoPlace));
    assert_eq!(lines(&call.request_headers), ["Content-Type: application/json"]);
    assert_eq!(call.status.present().map(|status| status.code), Some(500));
    assert_eq!(call.status.present().map(|status| status.class), Some(StatusClass::ServerError));
    assert!(lines(&call.response_headers).contains(&"server: kong/0.9.9".to_owned()));
    let Some(Body::Value(body)) = call.response_body.present() else { panic!("{call:?}") };
    assert_eq!(body.member("message").unwrap().string().unwrap(), "An unexpected error occurred\n");
    assert!(call.other.is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_last_of_a_list_is_on_top_and_each_names_its_place() {
    let found = calls(
        r#""data":{"Callout":[{"URL":"https://a/1"},{"URL":"https://a/2"}],"Ledger":{"URL":"https://a/3"}},"parameters":{"validation":{"payload_location":"Ledger"}}"#,
    );
    let told = found.iter().map(|call| (&call.origin, &call.url.present().unwrap().text));
    let told: Vec<_> = told.map(|(origin, url)| format!("{origin:?} {url}")).collect();
    assert_eq!(
        told,
        [
            "Payload { path: \"data.Ledger\", alone: true } https://a/3",
            "Payload { path: \"data.Callout[1]\", alone: false } https://a/2",
            "Payload { path: \"data.Callout[0]\", alone: false } https://a/1",
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_list_in_which_nothing_is_a_record_is_one_answer() {
    let call = recorded("[1,{\"a\":2}]");
    assert_eq!(call.status, Part::Absent(Absence::CodeOff));
    assert_eq!(call.response_body.present().map(Body::raw), Some("[1,{\"a\":2}]"));
    let empty = recorded("[]");
    assert_eq!(empty.response_body.present().map(Body::raw), Some("[]"));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_alone_says_that_its_code_is_off() {
    for record in [r#"{"balance": 1.10}"#, "\"text\"", "42", "{}"] {
        let call = recorded(record);
        assert_eq!(call.status, Part::Absent(Absence::CodeOff), "{record}");
        assert!(call.response_body.present().is_some(), "{record}");
    }
    assert!(absence(Absence::CodeOff).contains("include_response_code off"));
}

#[wasm_bindgen_test(unsupported = test)]
fn odd_parts_are_kept_as_they_came() {
    let call = recorded(
        r#"{"URL":5,"ResponseCode":"many","RequestHeaders":"x","ResponseHeaders":[{"a":1}],"ResponseBody":null,"Attempts":1.0}"#,
    );
    assert_eq!(call.url, Part::Odd(json("5")));
    assert_eq!(call.status, Part::Odd(json("\"many\"")));
    assert_eq!(call.request_headers, Part::Odd(json("\"x\"")));
    assert_eq!(call.response_headers, Part::Odd(json(r#"[{"a":1}]"#)));
    assert_eq!(call.response_body.present().map(Body::raw), Some("null"));
    assert_eq!(call.other, [("Attempts".to_owned(), json("1.0"))]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_status_may_be_a_text_and_has_a_class() {
    for (code, class) in [
        ("102", StatusClass::Informational),
        ("\"201\"", StatusClass::Success),
        ("304", StatusClass::Redirection),
        ("404", StatusClass::ClientError),
        ("599", StatusClass::ServerError),
        ("0", StatusClass::Unknown),
    ] {
        let call = recorded(&format!(r#"{{"ResponseCode":{code}}}"#));
        assert_eq!(call.status.present().map(|status| status.class), Some(class), "{code}");
    }
    for code in ["70000", "-1", "2e2", "[200]"] {
        let call = recorded(&format!(r#"{{"ResponseCode":{code}}}"#));
        assert!(matches!(call.status, Part::Odd(_)), "{code}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_tasks_own_call_is_on_top_with_what_its_error_tells() {
    let found = calls(
        r#""action_type":"Callout","status":"Error","error":"Callout response was 500 after 1 tries.","start_time":"s","end_time":"e","data":{"Callout":{"URL":"https://a"}},
        "parameters":{"method":"post","url":"https://b","body_type":"raw","raw_body":"{\"a\": {{ b }}}","headers":[{"key":"X","value":"y"},{"key":"","value":""}],"authorization":{"type":"hmac"}}"#,
    );
    assert_eq!(found.len(), 2);
    let call = &found[0];
    assert_eq!(call.origin, Origin::Own);
    assert_eq!(call.method, Part::Present("POST".into()));
    assert_eq!(lines(&call.request_headers), ["X: y"]);
    assert_eq!(call.status.present().map(|status| status.code), Some(500));
    assert_eq!(call.response_body, Part::Absent(Absence::HandedOn));
    assert_eq!(call.times, Part::Present(("s".into(), Some("e".into()))));
    assert_eq!(call.sign_in, Some(SignIn::Other("hmac".into())));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_error_of_another_form_tells_no_status() {
    for error in [
        "",
        "Callout response was",
        "Callout response was 50 after",
        "Callout response was 99 after 1",
        "Callout response was x after 1",
        "It said: Callout response was 500 after 1",
    ] {
        let found = calls(&format!(
            r#""action_type":"Callout","start_time":"s","error":"{error}","parameters":{{}}"#
        ));
        assert_eq!(found[0].status, Part::Absent(Absence::HandedOn), "{error}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_missing_in_the_own_answer_is_named() {
    assert_eq!(own(r#"{"validation":{"replace":"true"}}"#).status, Part::Absent(Absence::Replaces));
    assert_eq!(
        own(r#"{"include_response_code":"false"}"#).status,
        Part::Absent(Absence::HandedOnBare)
    );
    assert_eq!(own("{}").response_headers, Part::Absent(Absence::HandedOn));
    let queued = calls(r#""action_type":"Callout","status":"Queued""#).remove(0);
    assert_eq!(queued.status, Part::Absent(Absence::NotYet));
    assert!(absence(Absence::Replaces).contains("Replace Payload"));
}

#[wasm_bindgen_test(unsupported = test)]
fn bodies_follow_the_body_type() {
    let body = |fields: &str| own(fields).request_body;
    assert_eq!(body(r#"{"body_type":"none","raw_body":"x"}"#), Part::Absent(Absence::NoBody));
    assert_eq!(body(r#"{"body_type":"binary"}"#), Part::Absent(Absence::File));
    assert_eq!(body(r#"{"body_type":"raw","raw_body":""}"#), Part::Absent(Absence::NotSet));
    assert!(matches!(body(r#"{"raw_body":{"a":1}}"#), Part::Odd(_)));
    assert!(matches!(body(r#"{"body_type":"form-data","datas":"x"}"#), Part::Odd(_)));
    let form = body(r#"{"body_type":"form-data","datas":[{"key":"a","value":"1"}]}"#);
    assert!(matches!(form.present(), Some(Body::Form(fields)) if fields.len() == 1));
}

#[wasm_bindgen_test(unsupported = test)]
fn only_blanks_change_when_a_body_is_indented() {
    let text = r#"{ "b" : 1.10,"big":12345678901234567890, "e":{ },"l":[ 1e400,[ ],"a \" { , [ b" ],"u":"\u00e9","b":null}"#;
    let pretty = Body::of(json(text)).pretty().unwrap();
    let wanted = "{\n  \"b\": 1.10,\n  \"big\": 12345678901234567890,\n  \"e\": {},\n  \"l\": [\n    1e400,\n    [],\n    \"a \\\" { , [ b\"\n  ],\n  \"u\": \"\\u00e9\",\n  \"b\": null\n}";
    assert_eq!(pretty, wanted);
}

#[wasm_bindgen_test(unsupported = test)]
fn json_inside_a_text_is_recognised_and_its_raw_form_kept() {
    let body = Body::of(json(r#""{\"a\":1.10}\n""#));
    assert_eq!(body.raw(), "{\"a\":1.10}\n");
    assert_eq!(body.pretty().as_deref(), Some("{\n  \"a\": 1.10\n}"));
    for plain in [r#""{not json""#, r#""42""#, r#""text""#, "1.10", "null", r#""\ud800""#] {
        assert_eq!(Body::of(json(plain)).pretty(), None, "{plain}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn depth_and_size_do_not_blow_an_indented_body_up() {
    let deep = format!("{}{}", "[".repeat(60_000), "]".repeat(60_000));
    let pretty = Body::of(json(&deep)).pretty().unwrap();
    assert!(pretty.len() < deep.len() + 5_000, "{}", pretty.len());
    let without_blanks: String = pretty.chars().filter(|sign| !sign.is_whitespace()).collect();
    assert_eq!(without_blanks, deep);
    let long = format!("[\"{}\"]", "x".repeat(LONGEST_PRETTY));
    assert_eq!(Body::of(json(&long)).pretty(), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_task_without_calls_has_none() {
    for fields in [
        r#""action_type":"Email""#,
        r#""data":5"#,
        r#""data":{"Callout":null}"#,
        r#""data":[{"URL":"x"}]"#,
    ] {
        assert!(calls(fields).is_empty(), "{fields}");
    }
    assert_eq!(calls(r#""action_type":"AsynchronousCallout","parameters":"odd""#).len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn every_absence_is_a_sentence() {
    for reason in [
        Absence::NoPlace,
        Absence::NotRecorded,
        Absence::CodeOff,
        Absence::NotSet,
        Absence::NoBody,
        Absence::File,
        Absence::HandedOn,
        Absence::Replaces,
        Absence::HandedOnBare,
        Absence::NotYet,
    ] {
        assert!(absence(reason).ends_with('.'), "{reason:?}");
    }
}
