//! The ways in: gateway and root, tokens, tenancy and tracing headers.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken test may panic; the lint knows only plain test functions"
)]

mod caller;

use caller::{Caller, settings};
use reprise_sandbox::{CREDENTIALS, Credential, ENTITIES, Sandbox};
use wasm_bindgen_test::wasm_bindgen_test;

fn form(credential: Credential) -> String {
    let secret = credential.client_secret.replace('+', "%2B").replace('&', "%26");
    let secret = secret.replace('=', "%3D");
    format!(
        "client_id={}&client_secret={secret}&grant_type=client_credentials",
        credential.client_id
    )
}

fn bearer(caller: &mut Caller, credential: Credential) -> String {
    let got = caller.ask("POST", "/oauth/token", &[], &form(credential));
    assert_eq!(got.status, 200, "{}", got.text());
    format!("Bearer {}", got.json()["access_token"].as_str().unwrap())
}

#[wasm_bindgen_test(unsupported = test)]
fn credentials_have_the_documented_lengths() {
    for credential in CREDENTIALS {
        assert_eq!(credential.client_id.len(), 36);
        assert!(credential.client_secret.len() <= 42);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_root_demands_a_token_of_some_tenant() {
    let mut caller = Caller { prefix: "", ..Caller::new() };
    let refused = caller.get("/workflows/tasks/2771");
    assert_eq!(refused.status, 401);
    assert_eq!(refused.text(), r#"{"message":"Authentication error"}"#);
    let token = bearer(&mut caller, CREDENTIALS[0]);
    let with = [("Authorization", token.as_str())];
    assert_eq!(caller.ask("GET", "/workflows/tasks/2771", &with, "").status, 200);
    let bad = [("Authorization", "Bearer wrong")];
    assert_eq!(caller.ask("GET", "/workflows/tasks/2771", &bad, "").status, 401);
    caller.now += 3_600_000;
    assert_eq!(caller.ask("GET", "/workflows/tasks/2771", &with, "").status, 401);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_token_names_its_entities() {
    let mut caller = Caller { prefix: "", ..Caller::new() };
    let got = caller.ask("POST", "/oauth/token", &[], &form(CREDENTIALS[0]));
    let scope = got.json()["scope"].as_str().unwrap().to_owned();
    assert!(scope.contains("entity.2c92a008-6f1d-3c5e-016f-2a7b4c8d0e1f"), "{scope}");
    assert!(scope.ends_with("tenant.19"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wrong_secret_or_grant_gets_no_token() {
    let mut caller = Caller { prefix: "", ..Caller::new() };
    let wrong = Credential { client_secret: "wrong", ..CREDENTIALS[0] };
    assert_eq!(caller.ask("POST", "/oauth/token", &[], &form(wrong)).status, 401);
    let grant = form(CREDENTIALS[0]).replace("client_credentials", "password");
    assert_eq!(caller.ask("POST", "/oauth/token", &[], &grant).status, 400);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_gateway_demands_a_token_if_told_so() {
    let mut settings = settings();
    settings.api_needs_token = true;
    let mut caller = Caller { sandbox: Sandbox::new(settings), ..Caller::new() };
    assert_eq!(caller.get("/workflows/tasks/2771").status, 401);
    let wrong_house = form(CREDENTIALS[1]);
    assert_eq!(caller.ask("POST", "/oauth/token", &[], &wrong_house).status, 401);
    let token = bearer(&mut caller, CREDENTIALS[0]);
    let with = [("Authorization", token.as_str())];
    assert_eq!(caller.ask("GET", "/workflows/tasks/2771", &with, "").status, 200);
    caller.prefix = "/api/production";
    assert_eq!(caller.ask("GET", "/workflows/tasks/2771", &with, "").status, 401);
}

#[wasm_bindgen_test(unsupported = test)]
fn tenants_are_apart() {
    let mut caller = Caller::new();
    caller.rerun(2770, None);
    caller.prefix = "/api/production";
    assert_eq!(caller.task(2770)["status"], "Error");
    assert!(caller.run(476).get("messages").is_some());
    caller.prefix = "/api/elsewhere";
    assert_eq!(caller.get("/workflows/tasks/2770").status, 404);
}

#[wasm_bindgen_test(unsupported = test)]
fn unknown_paths_and_methods() {
    let mut caller = Caller::new();
    for path in ["/", "/v1/accounts", "/workflows/", "/workflows/tasks/1/2", "/workflowsx"] {
        assert_eq!(caller.get(path).status, 404, "{path}");
    }
    assert_eq!(caller.ask("POST", "/workflows/tasks/2771", &[], "").status, 405);
    assert_eq!(caller.ask("PUT", "/workflows/tasks/batch_update", &[], "").status, 405);
    let missing = caller.get("/workflows/tasks/99");
    assert_eq!(missing.status, 404);
    assert!(missing.json()["errors"][0].as_str().unwrap().ends_with("ObjectId: 99"));
}

#[wasm_bindgen_test(unsupported = test)]
fn entities_and_orgs_must_be_known() {
    let dashed = "2c92a008-71b4-e6a2-0171-c3d5f7e90b2a";
    for (name, value, status) in [
        ("Zuora-Entity-Ids", ENTITIES[0].id, 200),
        ("Zuora-Entity-Ids", dashed, 200),
        ("Zuora-Entity-Ids", "2c92a00871b4e6a20171c3d5f7e90000", 403),
        ("Zuora-Entity-Ids", "", 403),
        ("Zuora-Org-Ids", "101", 200),
        ("Zuora-Org-Ids", "101, 102", 200),
        ("Zuora-Org-Ids", "103", 400),
        ("Zuora-Org-Ids", "101,", 400),
    ] {
        let got = Caller::new().ask("GET", "/workflows/tasks/2771", &[(name, value)], "");
        assert_eq!(got.status, status, "{name}: {value}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_org_hides_the_other_orgs_runs() {
    let mut caller = Caller::new();
    let both = caller.get("/workflows/tasks?workflow_id=5001").json();
    let id = both["data"][0]["id"].as_u64().unwrap();
    let path = format!("/workflows/tasks/{id}");
    assert_eq!(caller.ask("GET", &path, &[("Zuora-Org-Ids", "101")], "").status, 200);
    assert_eq!(caller.ask("GET", &path, &[("Zuora-Org-Ids", "102")], "").status, 404);
}

#[wasm_bindgen_test(unsupported = test)]
fn track_ids_come_back_and_keep_to_their_alphabet() {
    let long = "t".repeat(65);
    for (track, status) in
        [("a-b_c.1", 200), ("a:b", 400), ("a;b", 400), ("a\"b", 400), ("a'b", 400), (&long, 400)]
    {
        let header = [("Zuora-Track-Id", track)];
        let got = Caller::new().ask("GET", "/workflows/tasks/2771", &header, "");
        assert_eq!(got.status, status, "{track}");
        assert_eq!(got.header("zuora-track-id"), (status == 200).then_some(track));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_answer_carries_request_id_and_rate_limit() {
    let mut caller = Caller::new();
    let first = caller.get("/workflows/tasks/2771");
    let second = caller.get("/workflows/tasks/999");
    assert_eq!(first.header("zuora-request-id").unwrap().len(), 36);
    assert_ne!(first.header("zuora-request-id"), second.header("zuora-request-id"));
    assert!(first.header("ratelimit-limit").unwrap().starts_with("50000, 12500;w=60"));
    let left =
        |got: &caller::Got| got.header("ratelimit-remaining").unwrap().parse::<u32>().unwrap();
    assert_eq!(left(&second), left(&first) - 1);
    assert_eq!(first.header("ratelimit-reset"), Some("64800"));
    assert_eq!(first.header("date"), Some("Fri, 11 Sep 2026 06:00:00 GMT"));
}
