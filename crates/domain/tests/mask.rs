//! Credentials are known by the names of their keys.

mod stage;

use reprise_domain::payload::mask::{is_secret_pair, names_a_secret};
use stage::json;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test(unsupported = test)]
fn the_names_of_credentials_are_known_however_they_are_written() {
    for key in [
        "password",
        "Password",
        "X-Api-Key",
        "api_key",
        "apiKey",
        "Authorization",
        "client_secret",
        "teamsClientSecret",
        "slackToken",
        "webexToken",
        "access_token",
        "Set-Cookie",
        "private-key",
        "Proxy-Authorization",
        "user_password",
        "aws_secret_access_key",
        "X-Signature",
    ] {
        assert!(names_a_secret(key), "{key}");
    }
    for key in ["", "name", "id", "Content-Type", "key", "author", "url", "status", "Id"] {
        assert!(!names_a_secret(key), "{key}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_pair_of_key_and_value_is_known_by_its_key() {
    for (pair, secret) in [
        (r#"{"key":"X-Api-Key","value":"v"}"#, true),
        (r#"{"value":"v","key":"Authorization"}"#, true),
        (r#"{"key":"Content-Type","value":"v"}"#, false),
        (r#"{"key":5,"value":"token"}"#, false),
        (r#"{"value":"token"}"#, false),
        ("[]", false),
    ] {
        assert_eq!(is_secret_pair(&json(pair).members()), secret, "{pair}");
    }
}
