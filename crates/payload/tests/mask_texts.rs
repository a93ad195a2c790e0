//! Credentials inside texts are known by their places.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use reprise_payload::mask::{MASK, Masked};
use wasm_bindgen_test::wasm_bindgen_test;

fn hides_the_canary(masked: &Masked) {
    assert!(masked.text.contains("canary"), "{}", masked.text);
    let hidden = masked.hidden();
    assert!(!hidden.contains("canary") && hidden.contains(MASK), "{hidden}");
    let whole: String = masked.parts().iter().map(|(part, _)| *part).collect();
    assert_eq!(whole, masked.text);
}

#[wasm_bindgen_test(unsupported = test)]
fn bodies_hide_what_their_own_names_call_a_credential() {
    for body in [
        r#"{"password":"canary"}"#,
        r#"{"a":[{"api_key" : "canary"}],"b":1}"#,
        r#"{"pass\u0077ord":"canary"}"#,
        r#"{"tokens":["canary",["canary"]]}"#,
        r#"{"credentials":{"user":"canary","deep":{"x":"canary"}}}"#,
        r#"[{"key":"X-Api-Key","value":"canary"}]"#,
        r#"[{"value":{"inner":"canary"},"key":"secret"}]"#,
        r#"{"key":"token","value":{"key":"a","value":"canary"}}"#,
        r#"{"h":"Bearer canary-1234"}"#,
        r#"{"token":"canary"#,
        r#"{"token":canary}"#,
        r#"{"a": {{ Data.A }}, "password": "canary"}"#,
        "grant_type=x&client_secret=canary&y=1",
        "client%5Fsecret=canary",
        "<a><wsse:Password Type=\"x\">canary</wsse:Password></a>",
        "<session_token>canary</session_token>",
        "a plain sentence with token=canary in it",
        "<a href=\"https://user:canary@a.example/\">x</a>",
    ] {
        hides_the_canary(&Masked::of(body.to_owned()));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_no_credential_stays_open() {
    for body in [
        r#"{"name":"plain","n":1.10}"#,
        r#"{"authorization":{"type":"none"}}"#,
        r#"{"password":null,"token":""}"#,
        r#"[{"key":"Content-Type","value":"text/plain"}]"#,
        r#"{"key":"secret"}"#,
        "a=1&b=2",
        "<p>plain</p>",
        "",
    ] {
        let masked = Masked::of(body.to_owned());
        assert_eq!(masked.secrets, [], "{body}");
        assert_eq!(masked.hidden(), body);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn addresses_hide_who_signs_in_and_telling_queries() {
    for url in [
        "https://canary:canary@a.example/x",
        "https://a.example/x?token=canary&n=1",
        "https://a.example/x#access_token=canary",
        "https://a.example/x?n=1#a?access_token=1&api_key=canary",
        "//a?sig=1&X-Amz-Signature=canary",
    ] {
        hides_the_canary(&Masked::of(url.to_owned()));
    }
    let open = Masked::of("https://a.example:80/p@th?n=1&e=a@b".to_owned());
    assert_eq!(open.secrets, []);
    let named = Masked::of("https://a.example/?api_key=canary&n=1".to_owned());
    assert_eq!(named.hidden(), format!("https://a.example/?api_key={MASK}&n=1"));
    assert_eq!(named.secrets[0].name, "api_key");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_looks_like_a_credential_is_hidden_whatever_it_is_called() {
    // The numbers are test numbers: of card networks, and of the register of IBAN.
    let card = "4111111111111111";
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    for (looks, name) in
        [(card, "card number"), ("DE89370400440532013000", "IBAN"), (token, "web token")]
    {
        for masked in [
            Masked::of(format!("{{\"note\":\"paid with {looks}\"}}")),
            Masked::of(format!("<note>{looks}</note>")),
            Masked::of(format!("note={looks}&n=1")),
            Masked::of(format!("a sentence with {looks} in it")),
            Masked::of(format!("https://a.example/pay?number={looks}")),
            Masked::named("X-Note", looks.to_owned()),
        ] {
            assert!(!masked.hidden().contains(looks), "{}", masked.text);
            assert_eq!(masked.secrets.len(), 1, "{}", masked.text);
            assert_eq!(masked.secrets[0].name, name);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn of_two_reasons_to_hide_one_text_the_name_stays() {
    let masked = Masked::of(r#"{"cardToken":"4111111111111111","b":1}"#.to_owned());
    assert_eq!(masked.hidden(), format!("{{\"cardToken\":\"{MASK}\",\"b\":1}}"));
    assert_eq!(masked.secrets[0].name, "cardToken");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_header_is_a_credential_by_name_or_by_its_way_of_signing_in() {
    hides_the_canary(&Masked::named("X-Api-Key", "canary".into()));
    hides_the_canary(&Masked::named("X-Plain", "Bearer canary-canary".into()));
    for (name, value) in [("Accept", "a/b"), ("X-Api-Key", ""), ("X", "Basic sense of the word")] {
        assert_eq!(Masked::named(name, value.into()).secrets, [], "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn hostile_bodies_are_walked_once() {
    let deep = 20_000;
    for body in [
        "[".repeat(200_000),
        "{\"token\":".repeat(deep),
        format!("{{\"token\":{}{}", "[".repeat(deep), "1,".repeat(deep)),
        r#"{"key":"token","value":"#.repeat(deep),
        "]".repeat(200_000),
        "\"".repeat(200_001),
        "\"a\" ".repeat(50_000),
        format!("{{\"{}\":\"canary\"}}", "token".repeat(200_000)),
        "<".repeat(200_000),
        "a=b&".repeat(50_000),
        "{\"\u{202e}\u{0}é\":1,:,\"__proto__\"".to_owned(),
    ] {
        let masked = Masked::of(body);
        let whole: usize = masked.parts().iter().map(|(part, _)| part.len()).sum();
        assert_eq!(whole, masked.text.len());
    }
}
