//! Every way in which an answer says no.

use crate::stage::reply;
use reprise_domain::api::fault::{ApiFault, read_fault};
use wasm_bindgen_test::wasm_bindgen_test;

type Said<'a> = (Option<&'a str>, &'a str);

fn complaints(fault: &ApiFault) -> Vec<Said<'_>> {
    let list = match fault {
        ApiFault::Unauthorised(list)
        | ApiFault::Forbidden(list)
        | ApiFault::NotFound(list)
        | ApiFault::UnderWay(list)
        | ApiFault::Declined(list)
        | ApiFault::Limited { complaints: list, .. }
        | ApiFault::Invalid { complaints: list, .. }
        | ApiFault::Down { complaints: list, .. } => list.as_slice(),
        _ => &[],
    };
    list.iter().map(|one| (one.code.as_deref(), one.message.as_str())).collect()
}

/// The shapes of Zuora's error bodies: E, W and L as `docs/zuora-semantics.md` lists them.
const SHAPES: [(&str, &str, &[Said<'static>]); 20] = [
    (
        "E1",
        r#"{"success":false,"processId":"CBCF","reasons":[{"code":53100320,"message":"m"}]}"#,
        &[(Some("53100320"), "m")],
    ),
    (
        "E2",
        r#"{"success":false,"reasons":[{"code":"90000011","message":"Authentication error"}]}"#,
        &[(Some("90000011"), "Authentication error")],
    ),
    ("E3", r#"{"message":"Authentication error"}"#, &[(None, "Authentication error")]),
    (
        "E4 number",
        r#"{"code":71013020,"message":"Bad Request"}"#,
        &[(Some("71013020"), "Bad Request")],
    ),
    (
        "E4 word",
        r#"{"code":"ClientError","message":"Invalid action 'query1'"}"#,
        &[(Some("ClientError"), "Invalid action 'query1'")],
    ),
    (
        "E5",
        r#"{"reasons":[{"code":70,"message":"API Rate limit exceeded"}]}"#,
        &[(Some("70"), "API Rate limit exceeded")],
    ),
    (
        "E6",
        r#"{"reasons":[{"code":50000070,"message":"The total number of concurrent requests"}]}"#,
        &[(Some("50000070"), "The total number of concurrent requests")],
    ),
    (
        "E7",
        r#"{"reasons":[{"code":50000027,"message":"m"}],"requestId":"r"}"#,
        &[(Some("50000027"), "m")],
    ),
    (
        "two",
        r#"{"reasons":[{"code":1,"message":"a"},{"code":2,"message":"b"}]}"#,
        &[(Some("1"), "a"), (Some("2"), "b")],
    ),
    (
        "W1",
        r#"{"errors":[{"code":"Invalid","status":404,"title":"not found"}]}"#,
        &[(Some("Invalid"), "not found")],
    ),
    (
        "W1 text status",
        r#"{"errors":[{"code":"Task","status":"400","title":"t"}]}"#,
        &[(Some("Task"), "t")],
    ),
    (
        "W2",
        r#"{"errors":["Invalid ID / Multiple objects returned"]}"#,
        &[(None, "Invalid ID / Multiple objects returned")],
    ),
    ("W2 capital", r#"{"Errors":["Invalid ID"]}"#, &[(None, "Invalid ID")]),
    (
        "W3",
        r#"{"reasons":[{"fieldName":"status","title":"t"}],"success":false}"#,
        &[(Some("status"), "t")],
    ),
    ("W4", r#"{"error_class":"C","message":"m"}"#, &[(Some("C"), "m")]),
    (
        "L1",
        r#"{"Success":false,"Errors":[{"Code":"INVALID_VALUE","Message":"m"}]}"#,
        &[(Some("INVALID_VALUE"), "m")],
    ),
    ("L2", r#"{"FaultCode":"INVALID_FIELD","FaultMessage":"m"}"#, &[(Some("INVALID_FIELD"), "m")]),
    ("L3", r#"{"error":{"code":"c","message":"m"}}"#, &[(Some("c"), "m")]),
    ("L3 OAuth", r#"{"error":"invalid_client"}"#, &[(None, "invalid_client")]),
    ("unknown", r#"{"hello":"world"}"#, &[]),
];

#[wasm_bindgen_test(unsupported = test)]
fn every_shape_is_read_under_every_refusing_status() {
    for (name, body, said) in SHAPES {
        for status in [400, 401, 403, 404, 405, 406, 409, 415, 422, 429, 500, 502, 503, 504] {
            let fault = read_fault(&reply(status, &[], body));
            let fault = fault.unwrap_or_else(|| panic!("{name} under {status} is no fault"));
            assert_eq!(complaints(&fault), said, "{name} under {status}");
            let fits = match status {
                401 => matches!(fault, ApiFault::Unauthorised(_)),
                403 => matches!(fault, ApiFault::Forbidden(_)),
                404 => matches!(fault, ApiFault::NotFound(_)),
                409 => matches!(fault, ApiFault::UnderWay(_)),
                429 => matches!(fault, ApiFault::Limited { .. }),
                500.. => matches!(fault, ApiFault::Down { status: own, .. } if own == status),
                _ => matches!(fault, ApiFault::Invalid { status: own, .. } if own == status),
            };
            assert!(fits, "{name} under {status}: {fault:?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_success_that_complains_is_declined() {
    for (name, body, said) in SHAPES.iter().filter(|(name, ..)| *name != "unknown") {
        let fault = read_fault(&reply(200, &[], body));
        let fault = fault.unwrap_or_else(|| panic!("{name} was taken for a success"));
        assert!(matches!(fault, ApiFault::Declined(_)), "{name}: {fault:?}");
        assert_eq!(&complaints(&fault), said, "{name}");
    }
    for body in [r#"{"success":false}"#, r#"{"success":false,"id":2770}"#, r#"{"Success":false}"#] {
        let fault = read_fault(&reply(200, &[], body));
        assert_eq!(fault, Some(ApiFault::Declined(Vec::new())), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_tasks_own_error_is_no_complaint() {
    for body in [
        r#"{"id":2770,"status":"Error","error":"Callout response was 500","error_class":"WorkflowError::Callout"}"#,
        r#"{"id":2770,"message":"hello"}"#,
        r#"{"success":true,"id":19080}"#,
        r#"{"data":[],"pagination":{}}"#,
        r#"{"errors":[],"data":[]}"#,
        "[]",
        "null",
        "",
        "not JSON",
    ] {
        assert_eq!(read_fault(&reply(200, &[], body)), None, "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn plain_text_is_quoted_and_cut() {
    let fault = read_fault(&reply(
        500,
        &[("content-type", "text/plain")],
        "An unexpected error occurred\n",
    ));
    assert_eq!(complaints(&fault.unwrap()), [(None, "An unexpected error occurred")]);
    let long = "é".repeat(2000);
    let fault = read_fault(&reply(502, &[], &long)).unwrap();
    assert_eq!(complaints(&fault)[0].1.chars().count(), 500);
    let fault = read_fault(&reply(400, &[], &format!("{{\"message\":\"{long}\"}}"))).unwrap();
    assert_eq!(complaints(&fault)[0].1.chars().count(), 500);
    assert_eq!(complaints(&read_fault(&reply(500, &[], "{broken")).unwrap()), []);
}
