//! What a task is set to do, by its type.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "settings that cannot be read fail the test"
)]

use crate::stage::task;
use reprise_domain::parameters::{Content, Section, Settings, Sight, settings};
use reprise_domain::payload::quoted;
use reprise_domain::source::Language;
use wasm_bindgen_test::wasm_bindgen_test;

fn read(action: &str, parameters: &str) -> Settings {
    let body = format!(
        r#"{{"id":1,"action_type":"{action}","object":"Account","parameters":{parameters},"data":{{"Account":{{"Id":"a-1","Balance":1.10}},"Rows":[{{"n":1}},{{"n":2}}]}}}}"#
    );
    settings(&task(&body)).unwrap()
}

fn section<'a>(settings: &'a Settings, label: &str) -> &'a Section {
    let found = settings.sections.iter().find(|section| section.label == label);
    found.unwrap_or_else(|| panic!("{label} in {settings:?}"))
}

/// What a section says, credentials hidden.
fn said(settings: &Settings, label: &str) -> String {
    match &section(settings, label).content {
        Content::Source { language, text } => format!("{}: {}", language.name(), text.hidden()),
        Content::Pairs(pairs) => {
            let line = |pair: &reprise_domain::callout::Header| {
                format!("{}={}", pair.name, pair.values[0].hidden())
            };
            pairs.iter().map(line).collect::<Vec<_>>().join("; ")
        }
        Content::Facts(facts) => {
            let facts = facts.iter().map(|fact| format!("{}={}", fact.name, fact.value.hidden()));
            facts.collect::<Vec<_>>().join("; ")
        }
        Content::Words(words) => words.join(" "),
        Content::Tree(json) => json.text().to_owned(),
        other => format!("{other:?}"),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_callout_is_request_sign_in_repetition_and_answer() {
    let read = read(
        "Callout",
        r#"{"url":"https://a/?token=canary","method":"POST","body_type":"raw","raw_body":"{\"id\":\"{{ Data.Account.Id }}\",\"pin_token\":\"canary\"}","headers":[{"key":"X-Api-Key","value":"canary"},{"key":"","value":""}],"datas":[],"authorization":{"type":"basic_auth"},"basic_auth":{"username":"billing","password":"canary"},"retry_rules":{"retry_count":"3","retry_window":"5","current_retry_count":"1","on_timeout":"true"},"validation":{"status_codes":["","200","201"],"zuora_call":"false","replace":"true"},"include_response_code":"false","validate_response":"true","strict_variables":"true"}"#,
    );
    assert_eq!(said(&read, "Request"), "method=POST; url=https://a/?token=••••••; body_type=raw");
    assert_eq!(said(&read, "Headers"), "X-Api-Key=••••••");
    assert!(said(&read, "Body").starts_with("JSON: {\"id\":\"{{ Data.Account.Id }}\""));
    assert_eq!(said(&read, "Sign-in"), "type=basic_auth; username=billing; password=••••••");
    let again = said(&read, "Calling again");
    assert!(
        again.contains("Up to 3 further calls if one fails, 5 minutes apart (unit uncertain"),
        "{again}"
    );
    assert!(again.contains("1 further call made so far."), "{again}");
    let answer = said(&read, "Answer");
    assert!(answer.contains("status 200, 201.") && answer.contains("takes the place"), "{answer}");
    assert!(answer.contains("include_response_code is off"), "{answer}");
    assert_eq!(read.unread, ["strict_variables"]);
    assert_eq!(read.seen[0].path, "Data.Account.Id");
    let shown =
        format!("{:?}", read.sections.iter().map(|s| said(&read, s.label)).collect::<Vec<_>>());
    assert!(!shown.contains("canary"), "{shown}");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_credential_block_is_hidden_but_for_names_and_addresses() {
    for (block, members) in [
        ("oauth1", r#"{"consumer_key":"canary","consumer_secret":"canary","realm":"r"}"#),
        (
            "oauth2",
            r#"{"access_token_url":"https://t/?secret=canary","client_id":"canary","scope":"s"}"#,
        ),
        ("hmac", r#"{"key":"canary","algorithm":"sha256"}"#),
        ("cert", r#"{"certificate":"canary","passphrase":"canary"}"#),
        ("netsuite_tba", r#"{"account":"canary","token_id":"canary"}"#),
        ("basic_auth", "\"canary\""),
    ] {
        let read = read(
            "Callout",
            &format!(r#"{{"authorization":{{"type":"{block}"}},"{block}":{members}}}"#),
        );
        let sign_in = said(&read, "Sign-in");
        assert!(sign_in.contains("••••••") && !sign_in.contains("canary"), "{sign_in}");
        assert!(sign_in.starts_with(&format!("type={block}")), "{sign_in}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn repetition_is_told_in_words() {
    for (rules, words) in [
        (r#"{"retry_count":"0","retry_window":"30"}"#, "No further call"),
        (
            r#"{"retry_count":"1","retry_window":"1"}"#,
            "Up to 1 further call if one fails, 1 minute apart (unit uncertain",
        ),
        (r#"{"retry_count":2}"#, "Up to 2 further calls if one fails."),
        (r#"{"retry_count":"2","on_timeout":"false"}"#, "it is not called again"),
        (r#"{"retry_count":"many"}"#, r#"{"retry_count":"many"}"#),
        ("\"odd\"", "\"odd\""),
    ] {
        let read = read("Callout", &format!(r#"{{"retry_rules":{rules}}}"#));
        let told = said(&read, "Calling again");
        assert!(told.contains(words), "{told}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_asynchronous_callout_says_how_it_is_followed() {
    let read = read(
        "AsynchronousCallout",
        r#"{"method":"POST","url":"https://a","polling_interval":"30","polling_url":"https://a/{{ Data.Account.Id }}","polling_method":"GET","response_path":"job.state","finish_status":["done","failed"]}"#,
    );
    let polling = said(&read, "Polling");
    assert!(
        polling.contains("interval of 30") && polling.contains("Ends at done, failed."),
        "{polling}"
    );
    assert!(said(&read, "Polling request").contains("polling_method=GET"));
    assert!(read.unread.is_empty(), "{read:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_email_has_recipients_and_its_template_as_source() {
    let read = read(
        "Email",
        r#"{"email":{"to":["a@x","{{ Data.Account.Id }}"],"cc":"b@x","bcc":[],"name":"Billing","from":"c@x","subject":"Due {{ Data.Nothing }}","template":"<p>Hi</p><script>alert(1)</script>","attachments":{"invoices":"true"},"preview_only":"true"}}"#,
    );
    let Content::Mail(mail) = &section(&read, "E-mail").content else { panic!("{read:?}") };
    assert_eq!(mail.to, ["a@x", "{{ Data.Account.Id }}"]);
    assert_eq!((mail.cc.as_slice(), mail.bcc.len()), (&["b@x".to_owned()][..], 0));
    assert_eq!(mail.from, ["Billing", "c@x"]);
    assert!(mail.preview_only);
    let (language, text) = mail.template.as_ref().unwrap();
    assert_eq!(*language, Language::Html);
    assert!(text.text.contains("<script>"));
    assert_eq!(said(&read, "Attachments"), r#"{"invoices":"true"}"#);
    let seen: Vec<_> = read.seen.iter().map(|seen| (seen.path.as_str(), &seen.sight)).collect();
    assert!(matches!(seen[0], ("Data.Account.Id", Sight::Value { .. })), "{seen:?}");
    assert_eq!(seen[1], ("Data.Nothing", &Sight::Absent));
}

#[wasm_bindgen_test(unsupported = test)]
fn queries_and_exports_name_object_fields_and_condition() {
    for action in ["Query", "GraphQuery", "Export", "CustomObject::Query"] {
        let read = read(
            action,
            r#"{"fields":{"Account":{"Id":"true","Name":"true","Balance":"false"}},"where_clause":"Balance > 0","placement":"Account","batch_size":"2000","zip":"true"}"#,
        );
        assert_eq!(said(&read, "Query"), "object=Account; Account=Id, Name", "{action}");
        assert_eq!(said(&read, "Condition"), "ZOQL: Balance > 0");
        assert_eq!(said(&read, "Settings"), "placement=Account; batch_size=2000; zip=true");
        assert!(read.unread.is_empty());
    }
    assert_eq!(read("Query", r#"{"fields":["Id"]}"#).unread, ["fields"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn sources_have_their_language() {
    for (action, parameters, label, wanted) in [
        ("Data::Link", r#"{"query":"SELECT 1"}"#, "Data Query", "SQL: SELECT 1"),
        (
            "Data::Aqua",
            r#"{"query":"select Id from Account"}"#,
            "Query",
            "ZOQL: select Id from Account",
        ),
        ("Script::JavaScript", r#"{"code":"return 1"}"#, "Script", "JavaScript: return 1"),
        ("Logic::JSONTransform", r#"{"template":"{\n\"a\":1}"}"#, "Source", "JSON: {\n\"a\":1}"),
        ("Logic::XMLTransform", r#"{"xslt":"<a>\n</a>"}"#, "Source", "HTML: <a>\n</a>"),
        ("Quantum::Entangle", r#"{"x":"{{ Data.A }}"}"#, "Source", "Liquid: {{ Data.A }}"),
        ("Approval", r#"{"approvalNote":"Please approve."}"#, "Note", "Liquid: Please approve."),
        (
            "Iterate",
            r#"{"liquid_statement":"{{ Data.Rows }}"}"#,
            "Rows by Liquid",
            "Liquid: {{ Data.Rows }}",
        ),
    ] {
        assert_eq!(said(&read(action, parameters), label), wanted, "{action}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn waiting_and_repeating_are_told_in_words() {
    for (action, parameters, label, words) in [
        (
            "Delay",
            r#"{"delay_time":"600","blocking":"true"}"#,
            "Wait",
            "Waits 10 minutes. It keeps its place",
        ),
        ("Delay", r#"{"delay_time":"90061"}"#, "Wait", "Waits 1 day 1 hour 1 minute 1 second."),
        ("Delay", r#"{"delay_time":0}"#, "Wait", "Waits 0 seconds."),
        ("Delay", r#"{"delay_time":"9999999999"}"#, "Wait", "30 days at most"),
        (
            "Delay",
            r#"{"delay_time":"2026-12-01T00:00:00Z"}"#,
            "Wait",
            "Waits until 2026-12-01T00:00:00Z.",
        ),
        (
            "Delay",
            r#"{"delay_time":"{{ Data.Account.Id }}"}"#,
            "Waits until or for",
            "{{ Data.Account.Id }}",
        ),
        ("Delay", r#"{"delay_time":[1]}"#, "Wait", "[1]"),
        (
            "Iterate",
            r#"{"iteration_type":"Default","chunk_size":"1"}"#,
            "Rounds",
            "One round for each row. One row at a time",
        ),
        (
            "Iterate",
            r#"{"iteration_type":"Unique-Field","iteration_field":"AccountId","chunk_size":"50"}"#,
            "Rounds",
            "each value of AccountId. 50 rows at a time",
        ),
        (
            "Iterate",
            r#"{"iteration_type":"Spiral"}"#,
            "Rounds",
            "Spiral, of which Reprise knows nothing",
        ),
    ] {
        let told = said(&read(action, parameters), label);
        assert!(told.contains(words), "{words} in {told}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn approvals_and_transfers_hide_their_credentials() {
    let approval = read(
        "Approval",
        r#"{"delivery_method":"slack","approver_emails":"*","slackToken":"canary","teamsClientSecret":"canary","subjectEmail":"S"}"#,
    );
    assert_eq!(
        said(&approval, "Approval"),
        "delivery_method=slack; approver_emails=*; subjectEmail=S; slackToken=••••••; teamsClientSecret=••••••"
    );
    let transfer = read(
        "Upload::SFTP",
        r#"{"host":"h","password":"canary","filename":"f-{{ Data.Account.Id }}.csv"}"#,
    );
    assert_eq!(
        said(&transfer, "Transfer"),
        "host=h; password=••••••; filename=f-{{ Data.Account.Id }}.csv"
    );
    assert_eq!(transfer.seen.len(), 1);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_object_has_no_sections() {
    for parameters in ["null", "[]", "\"x\"", "5"] {
        let body = format!(r#"{{"id":1,"action_type":"Callout","parameters":{parameters}}}"#);
        assert_eq!(settings(&task(&body)), None, "{parameters}");
    }
}

const TYPES: [&str; 16] = [
    "Callout",
    "AsynchronousCallout",
    "Email",
    "Query",
    "Export",
    "Data::Link",
    "Data::Aqua",
    "If",
    "Logic::Case",
    "Iterate",
    "Approval",
    "Delay",
    "Script::JavaScript",
    "Logic::Lambda",
    "Upload::S3",
    "",
];

const NAMES: [&str; 24] = [
    "url",
    "method",
    "headers",
    "datas",
    "raw_body",
    "authorization",
    "basic_auth",
    "retry_rules",
    "validation",
    "include_response_code",
    "finish_status",
    "polling_interval",
    "email",
    "fields",
    "where_clause",
    "query",
    "if_clause",
    "case_clause",
    "case_condition",
    "iteration_type",
    "chunk_size",
    "delay_time",
    "code",
    "__proto__",
];

#[wasm_bindgen_test(unsupported = test)]
fn wrong_types_and_hostile_values_are_kept_and_break_nothing() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let long = quoted(&"{{".repeat(100_000));
    let text = quoted("<img src=x onerror=alert(1)>\u{202e}\0{% if {{ x.[ | %}");
    let values = ["null", "5", "[]", "{}", "[[1]]", "{\"key\":{}}", "true", &deep, &text, &long];
    for value in values {
        let members: Vec<_> = NAMES.iter().map(|name| format!("\"{name}\":{value}")).collect();
        let parameters = format!("{{{}}}", members.join(","));
        for action in TYPES {
            let body = format!(
                r#"{{"id":1,"action_type":"{action}","parameters":{parameters},"data":{value}}}"#
            );
            assert!(settings(&task(&body)).is_some());
        }
    }
}
