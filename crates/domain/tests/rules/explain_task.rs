//! Why a task failed, what a rerun of it does, and why its button is inert.

use crate::stage::{Play, failed, task, task_json};
use reprise_domain::diagnosis::Diagnosis;
use reprise_domain::explain::cause::{self, HIDDEN_ERROR};
use reprise_domain::explain::effect::what_a_rerun_does;
use reprise_domain::explain::refusal::why_not;
use reprise_domain::rerun::refusal::{WhyNot, why_not_rerun};
use reprise_domain::rerun::rules::Rules;
use reprise_domain::task::TaskStatus;
use wasm_bindgen_test::wasm_bindgen_test;

fn why_it_failed(body: &str) -> Option<String> {
    Diagnosis::of(&task(body), None, &[]).cause.as_ref().map(cause::why_it_failed)
}

fn effects(body: &str) -> Vec<String> {
    let task = task(body);
    what_a_rerun_does(&task, &Diagnosis::of(&task, None, &[]))
}

#[wasm_bindgen_test(unsupported = test)]
fn an_inert_button_says_why() {
    let mut play = Play::new();
    play.confirm(&failed());
    let open = play.rerun().clone();
    for (body, rerun, reason) in [
        (failed(), Some(&open), WhyNot::Open),
        (task_json("Pending", 0), None, WhyNot::UnderWay(TaskStatus::Pending)),
        (task_json("Queued", 0), None, WhyNot::UnderWay(TaskStatus::Queued)),
        (task_json("Odd", 0), None, WhyNot::UnknownStatus(Some("Odd".into()))),
        (r#"{"id":1}"#.into(), None, WhyNot::UnknownStatus(None)),
        (r#"{"id":1,"instance":false,"status":"Error"}"#.into(), None, WhyNot::Setup),
    ] {
        assert_eq!(
            why_not_rerun(&task(&body), rerun.into_iter(), Rules::default()),
            Some(reason.clone()),
            "{body}"
        );
        let said = why_not(&reason);
        assert!(said.ends_with('.') && said.len() > 20, "{said}");
    }
    let long = why_not(&WhyNot::UnknownStatus(Some("x".repeat(5000))));
    assert!(long.len() < 300, "{long}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_cause_is_told_without_the_error_itself() {
    for (fields, said) in [
        (r#""status":"Success""#, None),
        (r#""status":"Error""#, Some("gave no message")),
        (r#""status":"Error","error":" ""#, Some("gave no message")),
        (
            r#""status":"Error","error":"canary","error_class":"WorkflowError::Callout""#,
            Some("Its callout failed"),
        ),
        (
            r#""error":"canary","error_class":"Liquid::UndefinedVariable""#,
            Some("Liquid expression"),
        ),
        (
            r#""error":"canary","error_class":"ZuoraAPI::Exceptions::ZuoraAPIError""#,
            Some("turned the task's request down"),
        ),
        (r#""error":"canary""#, Some("no rule for")),
    ] {
        let told = why_it_failed(&format!(r#"{{"id":1,{fields}}}"#));
        assert_eq!(told.is_some(), said.is_some(), "{fields}: {told:?}");
        let told = told.unwrap_or_default();
        assert!(told.contains(said.unwrap_or_default()) && !told.contains("canary"), "{told}");
    }
    let hidden = format!(r#"{{"id":1,"error":"{HIDDEN_ERROR}"}}"#);
    assert!(why_it_failed(&hidden).unwrap_or_default().contains("Secure Error Messages"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_effect_names_the_host_of_a_callout_and_nothing_else_of_it() {
    for (url, host) in [
        ("https://canary:canary@ledger.example/canary?token=canary#canary", "ledger.example"),
        ("https://ledger.example?x=canary@canary", "ledger.example"),
        ("http://ledger.example:8080/canary", "ledger.example:8080"),
    ] {
        let body = format!(
            r#"{{"id":1,"action_type":"Callout","parameters":{{"url":"{url}","method":"post"}}}}"#
        );
        let told = effects(&body);
        assert_eq!(told[1], format!("Sends a POST to {host} again."), "{url}");
        assert!(told.iter().all(|line| !line.contains("canary")), "{told:?}");
    }
    for parameters in [r#"{"url":"canary"}"#, r#"{"url":["https://canary"]}"#, "null", "\"canary\""]
    {
        let body = format!(r#"{{"id":1,"action_type":"Callout","parameters":{parameters}}}"#);
        assert_eq!(effects(&body)[1], "Calls the outside service again.");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn money_and_repetition_are_named() {
    for (kind, said) in [
        ("Payment::PaymentRun", "Moves money again"),
        ("Billing::BillRun", "invoices may be made a second time"),
        ("Iterate", "once more for every row"),
        ("Query", "no effect of its own"),
        ("Revenue::Hold", "revenue records"),
        ("Brand::New", "no rule for this type"),
        ("", "not known what a rerun does"),
    ] {
        let told = effects(&format!(
            r#"{{"id":1,"action_type":"{kind}","status":"Success","workflow_id":476}}"#
        ));
        assert!(told[1].contains(said), "{kind}: {told:?}");
        let repeats = told.iter().any(|line| line.contains("repeats its effects"));
        assert_eq!(repeats, kind != "Query", "{told:?}");
        assert!(told.iter().any(|line| line.contains("run 476")), "{told:?}");
        assert!(told.iter().all(|line| line.ends_with('.')), "{told:?}");
    }
}
