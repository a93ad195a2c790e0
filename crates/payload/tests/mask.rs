//! Secrets are known by the names of keys and by how they look; nothing else is hidden.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken promise fails the test")]

mod stage;

use reprise_payload::mask::{
    MASK, Policy, Revealed, SecretKind, masked, names_a_secret, secret_of,
};
use reprise_payload::quoted;
use stage::{json, nested, nested_objects};
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

fn hidden(text: &str) -> String {
    masked(&json(text), Policy::default(), &Revealed::nothing()).into_owned()
}

#[wasm_bindgen_test(unsupported = test)]
fn only_secrets_are_replaced_and_all_else_stays_as_received() {
    for (text, shown) in [
        (
            r#"{ "a" : 1.10,"password":"x\u0041" , "b":1e400}"#,
            r#"{ "a" : 1.10,"password":"••••••" , "b":1e400}"#,
        ),
        (r#"{"api_key":12.50,"token":-1}"#, r#"{"api_key":"••••••","token":"••••••"}"#),
        (
            r#"{"secret":"","pwd":null,"hasToken":true}"#,
            r#"{"secret":"","pwd":null,"hasToken":true}"#,
        ),
        (
            r#"{"authorization":{"type":"basic","basic_auth":{"username":"u","x":[1,{"y":"z"}]}},"c":"d"}"#,
            r#"{"authorization":{"type":"basic","basic_auth":{"username":"••••••","x":["••••••",{"y":"••••••"}]}},"c":"d"}"#,
        ),
        (
            r#"[{"value":"v","key":"X-Api-Key"},{"key":"Accept","value":"v"}]"#,
            r#"[{"value":"••••••","key":"X-Api-Key"},{"key":"Accept","value":"v"}]"#,
        ),
        (r#"{"p\u0061ssword":"x"}"#, r#"{"p\u0061ssword":"••••••"}"#),
        ("[4111111111111111]", r#"["••••••"]"#),
        (" \"Bearer abc123def456\" ", "\"Bearer ••••••\""),
    ] {
        assert_eq!(hidden(text), shown);
        json(shown);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_part_is_masked_by_the_keys_around_it() {
    let whole = json(
        r#"{"authorization":{"basic":{"user":"u"},"type":{"a":"b"}},"list":[{"key":"X-Token","value":["v"]}]}"#,
    );
    let inner = |path: &[&str]| whole.at(path).unwrap();
    let of = |path: &[&str]| secret_of(&inner(path), Policy::default());
    assert_eq!(of(&["authorization", "basic", "user"]), Some(SecretKind::Named));
    assert_eq!(of(&["authorization", "type", "a"]), None);
    assert_eq!(of(&["authorization"]), None, "what is inside it is hidden, not that it is there");
    let copied = inner(&["authorization", "basic"]);
    let copied = masked(&copied, Policy::default(), &Revealed::nothing());
    assert_eq!(copied, r#"{"user":"••••••"}"#);
    let value = inner(&["list"]).items()[0].member("value").unwrap().items()[0].clone();
    assert_eq!(secret_of(&value, Policy::default()), Some(SecretKind::Named));
    assert_eq!(masked(&value, Policy::default(), &Revealed::nothing()), "\"••••••\"");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_revealed_is_shown_until_it_is_hidden() {
    let whole = json(r#"{"token":"a","secret":{"b":"c","d":"e"}}"#);
    let mut revealed = Revealed::nothing();
    let shown = |revealed: &Revealed| masked(&whole, Policy::default(), revealed).into_owned();
    revealed.reveal(&whole.at(&["secret", "b"]).unwrap());
    assert_eq!(shown(&revealed), r#"{"token":"••••••","secret":{"b":"c","d":"••••••"}}"#);
    revealed.reveal(&whole.member("token").unwrap());
    assert!(revealed.has(&whole.member("token").unwrap()));
    revealed.hide(&whole.member("secret").unwrap());
    assert_eq!(shown(&revealed), r#"{"token":"a","secret":{"b":"••••••","d":"••••••"}}"#);
    revealed.reveal(&whole);
    assert_eq!(shown(&revealed), whole.text());
}

const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0";

#[wasm_bindgen_test(unsupported = test)]
fn secrets_are_known_by_how_they_look() {
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----";
    for (text, kind, left) in [
        ("Bearer dG9rZW4xMjM=", SecretKind::Scheme, "Bearer ••••••"),
        ("authorisation: basic dXNlcjpwYXNz!", SecretKind::Scheme, "authorisation: basic ••••••!"),
        (&format!("sent {JWT}."), SecretKind::WebToken, "sent ••••••"),
        (&format!("a {key} b"), SecretKind::PrivateKey, "a •••••• b"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE", SecretKind::PrivateKey, "••••••"),
        (
            "see https://bob:pa:ss@w@host/x@y",
            SecretKind::UrlPassword,
            "see https://••••••@host/x@y",
        ),
        (
            "https://h/p?a=1&access_token=abc&b=2",
            SecretKind::Named,
            "https://h/p?a=1&access_token=••••••&b=2",
        ),
        (
            "grant_type=password&client_secret=s%20s",
            SecretKind::Named,
            "grant_type=password&client_secret=••••••",
        ),
        ("paid with 4111 1111 1111 1111 today", SecretKind::Card, "paid with •••••• today"),
        ("3782-822463-10005", SecretKind::Card, "••••••"),
        ("12,5555555555554444,5", SecretKind::Card, "12,••••••,5"),
        ("4111-1111-1111-1111-12-27", SecretKind::Card, "••••••-12-27"),
        ("to DE89 3704 0044 0532 0130 00.", SecretKind::Iban, "to ••••••."),
        ("GB82WEST12345698765432", SecretKind::Iban, "••••••"),
        ("NO9386011117947", SecretKind::Iban, "••••••"),
    ] {
        let value = json(&quoted(text));
        assert_eq!(secret_of(&value, Policy::default()), Some(kind), "{text}");
        let shown = json(&hidden(value.text())).string().unwrap();
        assert_eq!(shown, left);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_only_looks_alike_is_left_alone() {
    for text in [
        "4111 1111 1111 1112",
        "8ad097b4909708e001909b41bb095dcf",
        "2c92a0fd55de7a120155df44d0841111",
        "1795000000000",
        "1234567890123456789",
        "0.4111111111111111",
        "A4111111111111111",
        "41111111111111111111",
        "+49 170 1234567 00",
        "2026-11-24 10:11:12.123456",
        "Basic information about Bearer authentication",
        "Basic",
        "DE89 3704 0044 0532 0130 01",
        "XX89370400440532013000",
        "XDE89370400440532013000",
        "eyJ.a.b",
        "https://host:8080/a@b?x=y",
        "https://user@host/",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
        "a = token",
        "tokens==",
        "bob@example.com",
        "",
        "{not json}",
        "{\"a\":1}",
    ] {
        let value = json(&quoted(text));
        assert_eq!(secret_of(&value, Policy::default()), None, "{text}");
        assert_eq!(hidden(value.text()), value.text());
    }
    for number in ["4111111111111112", "-4111111111111111", "4111111111111111.0", "1e400"] {
        assert_eq!(hidden(number), number);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn mail_addresses_are_hidden_when_asked() {
    let emails = Policy { emails: true };
    for (text, left) in [
        ("bob@example.com", MASK),
        ("to: Müller <j.o'b+x@mail.example.co.uk>, cc@b.de.", "to: Müller <••••••>, ••••••."),
        ("@handle a@b 5@6.7 x@.com", "@handle a@b 5@6.7 x@.com"),
    ] {
        let value = json(&quoted(text));
        let shown = masked(&value, emails, &Revealed::nothing());
        assert_eq!(json(&shown).string().unwrap(), left);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn json_in_a_text_is_masked_too() {
    let inside = r#"{"a": "b", "password": "x", "n": 1.10}"#;
    let text = format!("[{},1]", quoted(inside));
    let shown = json(&hidden(&text));
    let inner = shown.items()[0].string().unwrap();
    assert_eq!(inner, r#"{"a": "b", "password": "••••••", "n": 1.10}"#);
    assert_eq!(secret_of(&json(&text).items()[0], Policy::default()), Some(SecretKind::Within));
    let harmless = r#"["{\"a\":\u0031}"]"#;
    assert_eq!(hidden(harmless), harmless, "written anew only for a secret");
}

#[wasm_bindgen_test(unsupported = test)]
fn escapes_around_a_secret_stay_as_they_came() {
    assert_eq!(
        hidden(r#""\u00e9 https:\/\/u:p\u0061ss@h\/ \ud83d\ude00""#),
        r#""\u00e9 https:\/\/••••••@h\/ \ud83d\ude00""#
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn no_nesting_is_too_deep_and_no_text_too_odd_to_mask() {
    for text in [nested(100_000), nested_objects(100_000, "\"Bearer abc123def456\"")] {
        assert_eq!(hidden(&text), text.replace("abc123def456", MASK));
    }
    let deep = nested_objects(100_000, "\"x\"").replacen("\"a\"", "\"pwd\"", 1);
    assert!(hidden(&deep).contains(MASK));
    for piece in [
        "eyJ",
        "eyJaaaaaaaa.a.",
        "-----BEGIN ",
        "a@",
        "://",
        "1 ",
        "4111 ",
        "DE89 ",
        " ",
        "Basic ",
        "=",
        "token=&",
        "@b.cc",
        "{",
        "\\u0041",
    ] {
        let text = format!("{{\"a\":\"{}\"}}", piece.repeat(300_000 / piece.len()));
        hidden(&text);
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod by_chance {
    use proptest::prelude::*;
    use reprise_payload::Outline;
    use reprise_payload::mask::{Policy, Revealed, masked, secret_of};

    use crate::stage::{chance, json};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_masked_is_json_of_the_same_shape(text in chance::text(), key in "password|a|value") {
            let root = json(&format!("{{\"{key}\":{text}}}"));
            let shown = json(&masked(&root, Policy::default(), &Revealed::nothing()));
            let (mut before, mut after) = (Outline::new(root), Outline::new(shown));
            before.open_to_depth(usize::MAX, usize::MAX);
            after.open_to_depth(usize::MAX, usize::MAX);
            prop_assert_eq!(before.len(), after.len());
            for number in 0..before.len() {
                let (before, after) = (before.row(number).unwrap(), after.row(number).unwrap());
                prop_assert_eq!((before.name, before.children), (after.name, after.children));
                if !before.is_container {
                    let is_secret = secret_of(&before.json, Policy::default()).is_some();
                    prop_assert_eq!(is_secret, before.json != after.json);
                    let alone = masked(&before.json, Policy::default(), &Revealed::nothing());
                    prop_assert_eq!(alone, after.json.text());
                }
            }
        }
    }
}
