//! `config.json`: what is taken, and what the mistakes of a first set-up are told.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

use crate::stage::part;
use reprise_domain::config::{Config, ConfigTrouble};
use reprise_domain::explain::config::{
    ConfigSilence, config_broken, config_missing, config_unread,
};
use reprise_domain::tenancy::{Auth, EnvironmentKind};
use wasm_bindgen_test::wasm_bindgen_test;

const GOOD: &str = r#"{
  "salt": "4f1c0f6e9c5d4be2",
  "environments": [
    {
      "id": "us-production",
      "label": "US Production",
      "kind": "production",
      "api": "/api/us-production",
      "auth": "gateway",
      "entities": [
        { "id": "11e643f4a3ee8bad", "label": "Global" },
        { "id": "11e643f4a3ee8bae", "label": "Japan" }
      ],
      "orgs": ["asia", "china"]
    },
    {
      "id": "sandbox",
      "label": "Sandbox",
      "kind": "sandbox",
      "api": "/api/sandbox",
      "auth": "token"
    }
  ]
}"#;

fn broken(from: &str, to: &str) -> ConfigTrouble {
    let text = GOOD.replacen(from, to, 1);
    assert_ne!(text, GOOD, "{from} is not in the file");
    let read = Config::parse(&text);
    assert!(read.is_err(), "{to} was taken");
    read.err().unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn an_id_that_stands_twice_is_told_at_its_second_place() {
    let org = broken(r#""asia", "china""#, r#""asia", "china", "asia""#);
    assert_eq!(org.what, "two organisations have the id \"asia\"");
    assert_eq!((org.line, org.column), (14, 33));
    let entity = broken("11e643f4a3ee8bae", "11e643f4a3ee8bad");
    assert_eq!(entity.what, "two entities have the id \"11e643f4a3ee8bad\"");
    assert_eq!(entity.line, 12);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_good_file_is_taken() {
    let config = Config::parse(GOOD).unwrap();
    let production = config.environment("us-production").unwrap();
    assert_eq!(production.kind, EnvironmentKind::Production);
    assert_eq!(production.auth, Auth::Gateway);
    assert_eq!(production.api, "/api/us-production");
    assert_eq!(production.entity_label(&part("11e643f4a3ee8bae")), Some("Japan"));
    assert_eq!(production.entity_label(&part("nowhere")), None);
    let tenancy = production.first_tenancy();
    assert_eq!(tenancy.entity, Some(part("11e643f4a3ee8bad")));
    assert!(tenancy.orgs.is_empty());
    let sandbox = config.environment("sandbox").unwrap();
    assert_eq!((sandbox.entities.len(), sandbox.orgs.len()), (0, 0));
    assert!(sandbox.first_tenancy().headers().is_empty());
    assert_eq!(config.environment("nowhere"), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_mistake_is_named_with_its_line() {
    for (from, to, line, said) in [
        ("4f1c0f6e9c5d4be2", "short", 2, "at least 16 random characters"),
        ("\"4f1c0f6e9c5d4be2\"", "42", 2, "expected a string"),
        ("\"environments\"", "\"enviroments\"", 3, "unknown field `enviroments`"),
        ("us-production", "US Production", 5, "a-z, 0-9 and -"),
        ("us-production", "", 5, "a-z, 0-9 and -"),
        ("US Production", " ", 6, "\"label\" must not be empty"),
        ("\"production\"", "\"prod\"", 7, "expected `sandbox` or `production`"),
        ("\"gateway\"", "\"oauth\"", 9, "expected `gateway` or `token`"),
        ("\"auth\": \"gateway\"", "\"token\": \"secret\"", 9, "unknown field `token`"),
        ("11e643f4a3ee8bad", "a,b", 11, "without blanks and commas"),
        ("11e643f4a3ee8bad", "", 11, "without blanks and commas"),
        ("11e643f4a3ee8bad", "é", 11, "without blanks and commas"),
        ("\"china\"", "\"chi na\"", 14, "without blanks and commas"),
        ("\"sandbox\"", "\"us-production\"", 17, "two environments have the id \"us-production\""),
    ] {
        let trouble = broken(from, to);
        assert_eq!(trouble.line, line, "{to}: {trouble}");
        assert!(trouble.what.contains(said), "{to}: {trouble}");
        assert!(!trouble.what.contains(" at line "), "{trouble}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_api_is_a_plain_path_on_this_origin() {
    for api in [
        "http://rest.zuora.com",
        "https://rest.zuora.com",
        "//rest.zuora.com",
        "/",
        "",
        "api/x",
        "/api//x",
        "/api/",
        "/../x",
        "/api/../x",
        "/api/./x",
        "/api/x?y",
        "/api/x#y",
        "/api/%2e%2e",
        "/api\\\\x",
        "/api x",
        "/apí",
        "javascript:alert(1)",
    ] {
        let trouble = broken("/api/us-production", api);
        assert_eq!(trouble.line, 8, "{api}: {trouble}");
        assert!(trouble.what.contains("a path on this origin, such as"), "{trouble}");
    }
    for api in ["/api", "/api/a-b_c.d/e", "/...", "/a/b/c/d"] {
        let text = GOOD.replacen("/api/us-production", api, 1);
        assert!(Config::parse(&text).is_ok(), "{api}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_missing_is_named() {
    for (from, to, said) in [
        ("  \"salt\": \"4f1c0f6e9c5d4be2\",\n", "", "missing field `salt`"),
        ("      \"kind\": \"production\",\n", "", "missing field `kind`"),
        ("      \"api\": \"/api/us-production\",\n", "", "missing field `api`"),
    ] {
        let trouble = broken(from, to);
        assert!(trouble.what.contains(said), "{trouble}");
        assert!(trouble.line > 1, "{trouble}");
    }
    let none = Config::parse("{\n\"salt\": \"4f1c0f6e9c5d4be2\",\n\"environments\": []\n}").err();
    let none = none.unwrap();
    assert_eq!(none.line, 3, "{none}");
    assert!(none.what.contains("at least one environment"), "{none}");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_last_field_of_an_object_is_named_with_its_own_line_too() {
    let last = |field: &str| {
        let good = "\"kind\": \"sandbox\",\n\"auth\": \"gateway\",\n\"id\": \"a\",\n\"api\": \"/api\",\n\"label\": \"A\"";
        let fields: Vec<_> = good
            .split(",\n")
            .filter(|own| !own.contains(field.split(':').next().unwrap_or_default()))
            .collect();
        let text = format!(
            "{{\"salt\": \"4f1c0f6e9c5d4be2\",\n\"environments\": [{{\n{},\n{field}\n}}]}}",
            fields.join(",\n")
        );
        Config::parse(&text).err().unwrap()
    };
    for field in [
        "\"api\": \"http://rest.zuora.com\"",
        "\"label\": \"\"",
        "\"id\": \"A B\"",
        "\"kind\": \"test\"",
        "\"auth\": \"none\"",
    ] {
        let trouble = last(field);
        assert_eq!(trouble.line, 7, "{trouble}");
        assert_eq!(trouble.excerpt, field);
    }
    let salt = Config::parse("{\n\"salt\":\n\"short\"\n\n}").err().unwrap();
    assert_eq!(salt.line, 3, "{salt}");
}

#[wasm_bindgen_test(unsupported = test)]
fn broken_json_is_named_with_line_column_and_excerpt() {
    let trouble = broken("\"kind\": \"production\",", "\"kind\": \"production\"");
    assert_eq!(trouble.line, 8, "{trouble}");
    assert_eq!(trouble.excerpt.trim(), "\"api\": \"/api/us-production\",");
    assert!(trouble.column > 0);
    assert!(trouble.to_string().starts_with("config.json, line 8, column "), "{trouble}");
    for text in ["", "<!doctype html>", "{", "null", "[]", "{}x"] {
        let trouble = Config::parse(text).err().unwrap();
        assert!(!trouble.what.is_empty(), "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn organisations_must_fit_one_header() {
    let many: Vec<_> = (0..40).map(|number| format!("\"org-{number:04}\"")).collect();
    let trouble = broken("\"asia\", \"china\"", &many.join(", "));
    assert!(trouble.what.contains("longer than one header takes"), "{trouble}");
    let some = GOOD.replacen("\"asia\", \"china\"", &many[..28].join(", "), 1);
    let mut tenancy = Config::parse(&some).unwrap().environments[0].first_tenancy();
    tenancy.orgs = Config::parse(&some).unwrap().environments[0].orgs.clone();
    assert_eq!(tenancy.headers().len(), 2, "all of them fit the header");
}

#[wasm_bindgen_test(unsupported = test)]
fn the_operator_is_told_where_to_look() {
    let notice = config_broken(&broken("4f1c0f6e9c5d4be2", "short"));
    assert_eq!(notice.headline, "config.json cannot be used: line 2.");
    assert!(notice.detail.contains("\"salt\" must be at least 16"), "{notice:?}");
    assert!(notice.advice.contains("docs/hosting.md"));
}

#[wasm_bindgen_test(unsupported = test)]
fn every_way_in_which_the_file_does_not_come_has_words_of_its_own() {
    for (silence, headline, detail, advice) in [
        (ConfigSilence::Status(404), "This page has no config.json.", "answered 404", "Put a file"),
        (ConfigSilence::Status(503), "The host cannot give", "answered 503", "Wait a little"),
        (ConfigSilence::Status(403), "The host does not give", "answered 403", "sign in"),
        (ConfigSilence::WebPage(200), "A web page came", "answered 200", "sign in"),
        (ConfigSilence::NoAnswer, "could not be fetched", "got no answer", "signed in"),
        (ConfigSilence::TimedOut(15), "could not be fetched", "within 15 seconds", "connection"),
    ] {
        let notice = config_missing(silence);
        assert!(notice.headline.contains(headline), "{notice:?}");
        assert!(notice.detail.contains(detail), "{notice:?}");
        assert!(notice.advice.contains(advice), "{notice:?}");
        let unread = config_unread(silence);
        assert!(unread.starts_with("Nothing was sent:") && unread.contains(detail), "{unread}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn all_mistakes_are_told_at_once_each_with_its_line() {
    let mut text = GOOD.to_owned();
    for (from, to) in [
        ("4f1c0f6e9c5d4be2", "short"),
        ("\"production\"", "\"prod\""),
        ("/api/us-production", "http://x"),
        ("\"auth\": \"gateway\"", "\"author\": \"gateway\""),
        ("\"label\": \"Japan\"", "\"label\": \"\""),
        ("11e643f4a3ee8bae", "11e643f4a3ee8bad"),
        ("\"china\"", "\"chi na\""),
        ("\"sandbox\",\n      \"label\"", "\"us-production\",\n      \"label\""),
        ("\"auth\": \"token\"", "\"auth\": \"token\", \"readOnly\": 1"),
    ] {
        let next = text.replacen(from, to, 1);
        assert_ne!(next, text, "{from} is not in the file");
        text = next;
    }
    let trouble = Config::parse(&text).err().unwrap();
    let all: Vec<_> = [&trouble].into_iter().chain(&trouble.more).map(|own| own.line).collect();
    // An unknown name is also a missing one, told at the end of its object.
    assert_eq!(all, [2, 7, 8, 9, 12, 12, 14, 15, 17, 21], "{trouble:#?}");
    let notice = config_broken(&trouble);
    assert_eq!(notice.headline, "config.json cannot be used: 10 mistakes.");
    assert_eq!(notice.detail.lines().count(), 10);
    for line in ["Line 2, column", "Line 21, column", "missing field `auth`", "two environments"] {
        assert!(notice.detail.contains(line), "{notice:?}");
    }
    let many: Vec<_> = (0..30).map(|_| "7").collect();
    let many = format!("{{\"salt\":\"4f1c0f6e9c5d4be2\",\"environments\":[{}]}}", many.join(","));
    let notice = config_broken(&Config::parse(&many).err().unwrap());
    assert_eq!(notice.detail.lines().last(), Some("And 10 more."));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_mistake_in_a_rule_is_named_with_its_line() {
    let rule = |rule: &str| {
        let to = format!("\"auth\": \"gateway\",\n\"rules\": [\n{rule}\n],");
        let text = GOOD.replacen("\"auth\": \"gateway\",", &to, 1);
        Config::parse(&text).map(|config| config.environments[0].rules.clone())
    };
    let when = r#""when":{"status":503}"#;
    let good = rule(&format!(r#"{{"name":"a",{when},"verdict":"may-repeat"}}"#)).unwrap();
    assert_eq!(good.len(), 1);
    for (text, said) in [
        ("7", "expected an object"),
        (r#"{"when":{"status":503},"verdict":"unknown"}"#, "missing field `name`"),
        (r#"{"name":" ","when":{"status":503},"verdict":"unknown"}"#, "1 to 300 characters"),
        (r#"{"name":"a","when":{},"verdict":"unknown"}"#, "at least one condition"),
        (r#"{"name":"a","verdict":"unknown"}"#, "missing field `when`"),
        (r#"{"name":"a","when":{"statuz":503},"verdict":"unknown"}"#, "unknown field `statuz`"),
        (r#"{"name":"a","when":{"status":99},"verdict":"unknown"}"#, "from 100 to 599"),
        (r#"{"name":"a","when":{"status":"6xx"},"verdict":"unknown"}"#, "from 100 to 599"),
        (r#"{"name":"a","when":{"method":"PO ST"},"verdict":"unknown"}"#, "one word"),
        (r#"{"name":"a","when":{"workflow":"x"},"verdict":"unknown"}"#, "number of a workflow"),
        (r#"{"name":"a","when":{"host":7},"verdict":"unknown"}"#, "expected a string"),
        (r#"{"name":"a","when":{"status":503},"verdict":"safe"}"#, "expected `would-repeat`"),
    ] {
        let trouble = rule(text).err().unwrap();
        assert_eq!(trouble.line, 11, "{text}: {trouble}");
        assert!(trouble.what.contains(said), "{text}: {trouble}");
    }
}
