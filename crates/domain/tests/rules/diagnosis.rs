//! Causes and verdicts rule by rule, rules of the user, and whatever bytes come in.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use crate::stage::{json, task};
use reprise_domain::config::Config;
use reprise_domain::diagnosis::touches::Touches;
use reprise_domain::diagnosis::{
    Certainty, Diagnosis, Kind, Moment, Outlook, Reason, UserRule, Verdict,
};
use reprise_domain::explain::cause::{what_to_do, why_it_failed};
use reprise_domain::explain::effect::what_a_rerun_does;
use reprise_domain::explain::repeat::{headline, verdict_label};
use reprise_domain::run::Run;
use wasm_bindgen_test::wasm_bindgen_test;

fn found(fields: &str) -> Diagnosis {
    Diagnosis::of(&task(&format!(r#"{{"id":1,"status":"Error",{fields}}}"#)), None, &[])
}

fn kind(fields: &str) -> Kind {
    found(fields).cause.unwrap().kind
}

const POST: &str =
    r#""action_type":"Callout","parameters":{"url":"https://ledger.example/x","method":"POST"}"#;

#[wasm_bindgen_test(unsupported = test)]
fn a_status_is_read_from_the_message_only() {
    for (error, expected) in [
        ("Callout response was 500 after 1 tries.", Kind::CalloutServer),
        ("CALLOUT RESPONSE WAS 451 AFTER 2 TRIES", Kind::CalloutRefused),
        ("Callout response was 302 after 1 tries.", Kind::CalloutRedirected),
        ("Callout response was 999 after 1 tries.", Kind::CalloutUnclear),
        ("Callout response was é00 after", Kind::CalloutUnclear),
        ("Callout response was ", Kind::CalloutUnclear),
        ("order 500 was not found", Kind::CalloutUnclear),
    ] {
        let told =
            kind(&format!(r#"{POST},"error":"{error}","error_class":"WorkflowError::Callout""#));
        assert_eq!(told, expected, "{error}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_answer_in_the_payload_may_be_another_ones_and_proves_no_refusal() {
    let of = |url: &str, code: &str| {
        found(&format!(
            r#"{POST},"error":"boom","error_class":"WorkflowError::Callout","data":{{"Callout":{{"URL":"{url}","ResponseCode":{code}}}}}"#
        ))
    };
    let same = of("https://ledger.example/x", "400");
    let cause = same.cause.unwrap();
    assert_eq!((cause.kind, cause.certainty), (Kind::CalloutInput, Certainty::Possible));
    assert_eq!(cause.cited[0].spot.to_string(), "data.Callout.ResponseCode");
    assert_eq!(same.repeat.verdict, Verdict::MayRepeat);
    assert_eq!(of("https://ledger.example/x", "\"200\"").repeat.verdict, Verdict::WouldRepeat);
    assert_eq!(of("https://other.example/x", "400").cause.unwrap().kind, Kind::CalloutUnclear);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_eight_digit_code_stands_alone() {
    let class = r#""error_class":"ZuoraAPI::Exceptions::ZuoraAPIError""#;
    for (error, expected) in [
        ("53100050: busy", Kind::ZuoraLocked),
        ("[90000011]", Kind::ZuoraSignIn),
        ("code=58220061", Kind::ZuoraTemporary),
        ("invoice INV53100050", Kind::ZuoraTurnedDown),
        ("payment P-53100050", Kind::ZuoraTurnedDown),
        ("on 20261160", Kind::ZuoraTurnedDown),
        ("531000500", Kind::ZuoraTurnedDown),
        ("53100001", Kind::ZuoraTurnedDown),
    ] {
        assert_eq!(kind(&format!(r#""error":"{error}",{class}"#)), expected, "{error}");
    }
    // The log is read when the message has no code.
    let log = r#""error":"no","error_details":"code 53100010""#;
    let told = found(&format!("{log},{class}")).cause.unwrap();
    assert_eq!((told.kind, told.certainty), (Kind::ZuoraPermission, Certainty::Certain));
    assert_eq!(told.cited[0].spot.to_string(), "error_details");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_not_failed_has_no_cause_and_an_old_error_is_told_as_old() {
    let of =
        |fields: &str| Diagnosis::of(&task(&format!(r#"{{"id":1,{fields}}}"#)), None, &[]).cause;
    assert_eq!(of(r#""status":"Success""#), None);
    assert_eq!(of(r#""status":"Queued""#), None);
    assert_eq!(of(r#""status":"Pending""#), None);
    assert_eq!(of(r#""status":"Success","error":"boom""#).unwrap().kind, Kind::Leftover);
    let waiting = r#""status":"Pending","error":"Callout response was 503 after 1 tries.""#;
    assert_eq!(of(waiting).unwrap().kind, Kind::CalloutServer);
    assert_eq!(of(r#""status":"Stopped""#).unwrap().kind, Kind::RunStopped);
    let run = Run::read(&json(r#"{"id":476,"status":"Stopped"}"#)).unwrap();
    let silent = task(r#"{"id":1,"status":"Error"}"#);
    let cause = Diagnosis::of(&silent, Some(&run), &[]).cause.unwrap();
    assert_eq!(cause.kind, Kind::RunStopped);
    assert_eq!(cause.cited[1].spot.to_string(), "run.status");
}

#[wasm_bindgen_test(unsupported = test)]
fn money_and_methods_weigh() {
    let error = r#""error":"Callout response was 502 after 1 tries.""#;
    let of = |method: &str, path: &str| {
        found(&format!(
            r#""action_type":"Callout","parameters":{{"url":"https://pay.example/{path}","method":"{method}"}},{error}"#
        ))
        .repeat
    };
    assert!(of("POST", "v1/Refunds?x=1").reasons.contains(&Reason::Money));
    assert!(!of("POST", "v1/notes?next=/refunds").reasons.contains(&Reason::Money));
    assert!(of("PUT", "v1").reasons.contains(&Reason::Idempotent));
    assert_eq!(of("head", "v1").verdict, Verdict::NoEffectOutside);
    assert_eq!(of("", "v1").verdict, Verdict::MayRepeat, "a method that is not told may act");
    assert_eq!(of("{{m}}", "v1").verdict, Verdict::MayRepeat);
}

fn rules(rules: &str) -> Vec<UserRule> {
    let text = format!(
        r#"{{"salt":"4f1c0f6e9c5d4be2","environments":[{{"id":"a","label":"A","kind":"sandbox","api":"/a","auth":"gateway","rules":{rules}}}],"rules":[{{"name":"last","when":{{"action_type":"*"}},"verdict":"unknown"}}]}}"#
    );
    Config::parse(&text).unwrap().environments.remove(0).rules
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rule_of_the_user_comes_first_and_the_first_that_fits_counts() {
    let own = rules(
        r#"[{"name":"ledger","when":{"host":"*.EXAMPLE","method":"post","status":"5xx","error":"RESPONSE","workflow":416},"verdict":"no-effect-outside","reason":"It knows a posting.","check":"Look."}]"#,
    );
    let of = |status: u16, workflow: u32| {
        let body = format!(
            r#"{{"id":1,"status":"Error",{POST},"error":"Callout response was {status} after 1 tries.","original_workflow_id":{workflow}}}"#
        );
        let task = task(&body);
        let found = Diagnosis::of(&task, None, &own);
        (what_a_rerun_does(&task, &found), found.repeat)
    };
    let (told, repeat) = of(503, 416);
    assert_eq!((repeat.verdict, repeat.certainty), (Verdict::NoEffectOutside, Certainty::Certain));
    assert_eq!(repeat.cited.len(), 5);
    assert!(
        told.contains(&"This page's rule “ledger”: It knows a posting.".to_owned()),
        "{told:?}"
    );
    assert!(told.contains(&"Look.".to_owned()), "{told:?}");
    for (status, workflow) in [(404, 416), (503, 417)] {
        let (told, repeat) = of(status, workflow);
        assert_eq!(repeat.verdict, Verdict::Unknown, "the rule for all environments");
        assert!(told.iter().any(|line| line.contains("“last”")), "{told:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_pattern_is_no_way_to_stop_the_page() {
    let star = "*a".repeat(140);
    let own = rules(&format!(
        r#"[{{"name":"x","when":{{"action_type":"{star}b"}},"verdict":"unknown"}}]"#
    ));
    let body = format!(r#"{{"id":1,"action_type":"{}"}}"#, "a".repeat(100_000));
    assert!(!Diagnosis::of(&task(&body), None, &own).repeat.reasons.is_empty());
    for (pattern, text, fits) in [
        ("Billing::*", "billing::BillRun", true),
        ("*", "", true),
        ("a*b*c", "aXbYbc", true),
        ("a*b*c", "aXbYb", false),
        ("abc", "abcd", false),
        ("*bc", "abcbc", true),
    ] {
        let own = rules(&format!(
            r#"[{{"name":"x","when":{{"action_type":"{pattern}"}},"verdict":"will-fail-again"}}]"#
        ));
        let body = format!(r#"{{"id":1,"action_type":"{text}"}}"#);
        let found = Diagnosis::of(&task(&body), None, &own).repeat.verdict;
        assert_eq!(found == Verdict::WillFailAgain, fits, "{pattern} on {text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_cause_and_verdict_has_words_of_its_own() {
    let mut said = Vec::new();
    let mut cause = found(r#""error":"x""#).cause.unwrap();
    for kind in Kind::ALL {
        cause.kind = *kind;
        let line = why_it_failed(&cause);
        assert!(line.ends_with('.') && line.len() > 15, "{line}");
        assert!(!said.contains(&line), "{line} is said of two causes");
        said.push(line);
        let done_nothing = matches!(kind.moment(), Moment::Before | Moment::Refused);
        if kind.outlook() == Outlook::Lasts && done_nothing {
            assert!(*kind == Kind::Gone || !what_to_do(*kind).is_empty(), "{kind:?}: what now?");
        }
    }
    for (name, verdict) in Verdict::NAMES {
        assert!(!name.is_empty() && !verdict_label(verdict).is_empty());
        let mut repeat = found(POST).repeat;
        repeat.verdict = verdict;
        assert!(headline(&repeat).contains("rerun"), "{verdict:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn hostile_values_in_every_field_are_bounded() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let long = format!("\"{}\"", "é\\u202e<b>\\u0000".repeat(60_000));
    let key = "k".repeat(1_000_000);
    let proto =
        format!(r#"{{"__proto__":{{"{key}":1}},"constructor":null,"Id":{{}},"Previous":[]}}"#);
    let callouts = format!(r#"{{"Callout":[{deep},{proto}],"Tasks":{{"Previous":{proto}}}}}"#);
    for value in
        [deep.as_str(), long.as_str(), proto.as_str(), callouts.as_str(), "null", "1e400", "true"]
    {
        for field in
            ["error", "error_class", "error_details", "action_type", "data", "parameters", "object"]
        {
            let body = format!(
                r#"{{"id":1,"status":"Error","action_type":"Callout","object":"Callout","{field}":{value}}}"#
            );
            let task = task(&body);
            let found = Diagnosis::of(&task, None, &[]);
            let _touches = Touches::of(&task);
            for line in what_a_rerun_does(&task, &found) {
                assert!(line.len() < 1_000, "{field}: {}", line.len());
            }
            for cited in
                found.cause.iter().flat_map(|cause| &cause.cited).chain(&found.repeat.cited)
            {
                assert!(cited.value.chars().count() <= 161, "{field}");
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod whatever_comes {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("Callout response was 5".to_owned()),
            Just("Liquid error: undefined variable".to_owned()),
            Just("ZuoraAPI::Exceptions::ZuoraAPIError 53100050".to_owned()),
            Just("https://u:p@h:1/payments?x#y".to_owned()),
            any::<String>(),
        ];
        let leaf = prop_oneof![
            word.prop_map(|text| serde_json::to_string(&text).unwrap()),
            any::<i64>().prop_map(|number| number.to_string()),
            Just("1e400".to_owned()),
            Just("-0.10".to_owned()),
            Just("null".to_owned()),
        ];
        let key = prop_oneof![
            prop::sample::select(vec![
                "Account",
                "Invoice",
                "Id",
                "Amount",
                "Currency",
                "Callout",
                "ResponseCode",
                "URL",
                "Tasks",
                "Previous",
                "ErrorReason",
                "ErrorClass",
                "email",
                "to",
                "url",
                "method",
                "retry_rules",
                "retry_count",
                "InvoiceNumber",
                "__proto__",
            ])
            .prop_map(str::to_owned),
            any::<String>(),
        ];
        leaf.prop_recursive(5, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5)
                    .prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::vec((key.clone(), inner), 0..6).prop_map(|members| {
                    let members: Vec<_> = members
                        .into_iter()
                        .map(|(key, value)| {
                            format!("{}:{value}", serde_json::to_string(&key).unwrap())
                        })
                        .collect();
                    format!("{{{}}}", members.join(","))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_task_is_judged_without_a_panic(
            data in value(), parameters in value(), error in value(), class in value(),
            action in prop::sample::select(vec!["Callout", "Email", "Iterate", "If", "Payment::PaymentRun", "?"]),
            status in prop::sample::select(vec!["Error", "Success", "Stopped", "Pending", "?"]),
        ) {
            let body = format!(
                r#"{{"id":1,"status":"{status}","action_type":"{action}","object":"Invoice","data":{data},"parameters":{parameters},"error":{error},"error_class":{class},"error_details":{error}}}"#
            );
            let task = task(&body);
            let found = Diagnosis::of(&task, None, &[]);
            prop_assert!(!found.repeat.reasons.is_empty());
            prop_assert!(what_a_rerun_does(&task, &found).iter().all(|line| !line.is_empty()));
            let touches = Touches::of(&task);
            prop_assert!(touches.groups.iter().all(|group| group.count >= group.shown.len()));
            // Places lead to what was found there.
            for own in touches.groups.iter().flat_map(|group| &group.shown) {
                prop_assert!(own.times > 0 && !own.label().is_empty());
            }
        }
    }
}
