//! A call as a command: every sign arrives, no credential is in it, no shell is steered.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a command that cannot be made fails the test"
)]

use crate::stage::task;
use reprise_domain::callout::{NoCommand, as_curl, exchanges};
use reprise_domain::explain::callout::no_command;
use reprise_domain::payload::quoted;
use wasm_bindgen_test::wasm_bindgen_test;

fn of_parameters(parameters: &str) -> Result<String, NoCommand> {
    let task = task(&format!(r#"{{"id":1,"action_type":"Callout","parameters":{parameters}}}"#));
    as_curl(&exchanges(&task)[0])
}

fn raw(body: &str) -> Result<String, NoCommand> {
    let body = quoted(body);
    of_parameters(&format!(
        r#"{{"method":"POST","url":"https://a.example/x","body_type":"raw","raw_body":{body}}}"#
    ))
}

#[wasm_bindgen_test(unsupported = test)]
fn no_credential_is_in_the_command() {
    let command = of_parameters(
        r#"{"method":"POST","url":"https://canary:canary@a.example/?token=canary","headers":[{"key":"X-Api-Key","value":"canary"},{"key":"X-Other","value":"Bearer canary-canary"}],"body_type":"raw","raw_body":"{\"password\":\"canary\",\"key\":\"pin\",\"pwd\":\"canary2\",\"n\":1}","authorization":{"type":"basic_auth"},"basic_auth":{"username":"canary","password":"canary"}}"#,
    )
    .unwrap();
    assert!(!command.contains("canary"), "{command}");
    for variable in [
        "SECRET_X_API_KEY",
        "SECRET_TOKEN",
        "SECRET_PASSWORD",
        "SECRET_PWD",
        "SECRET_USER",
        "SECRET_SIGN_IN",
    ] {
        assert!(command.contains(&format!("${{{variable}:?}}")), "{variable} in {command}");
        assert!(
            command.lines().any(|line| line.starts_with("# Set first") && line.contains(variable))
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_way_of_signing_in_is_repeated_as_far_as_it_can_be() {
    for (kind, said) in [
        ("zuora", "'Authorization: Bearer '\"${ZUORA_TOKEN:?}\""),
        ("oauth2", "'Authorization: Bearer '\"${SECRET_OAUTH2_TOKEN:?}\""),
        ("cert", "--cert \"${SECRET_CERTIFICATE:?}\""),
        ("netsuite_tba", "as NETSUITE_TBA, which this command does not"),
        ("$(x)`'", "as __X___, which this command does not"),
    ] {
        let parameters =
            format!(r#"{{"method":"GET","url":"https://a","authorization":{{"type":"{kind}"}}}}"#);
        let command = of_parameters(&parameters).unwrap();
        assert!(command.contains(said), "{said} in {command}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_method_that_is_not_recorded_is_asked_for_and_not_guessed() {
    let task = task(
        r#"{"id":1,"data":{"Callout":{"URL":"https://a/[1]{2,3}","RequestBody":{"n":1.10}}}}"#,
    );
    let command = as_curl(&exchanges(&task)[0]).unwrap();
    assert!(command.contains("--request \"${METHOD:?}\""), "{command}");
    assert!(command.contains("--globoff") && command.contains(r#"--data-raw '{"n":1.10}'"#));
    assert!(command.contains("--header 'Content-Type:'"), "{command}");
}

#[wasm_bindgen_test(unsupported = test)]
fn liquid_is_named_as_not_filled_in() {
    assert!(raw("{{ Data.A }}").unwrap().contains("# It holds Liquid"));
    assert!(!raw("a").unwrap().contains("Liquid"));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_would_steer_makes_no_command() {
    for body in ["\0", "\u{1b}[201~", "\u{202e}", "\u{7f}", "\u{9b}1m", "\u{2066}"] {
        assert_eq!(raw(body), Err(NoCommand::Unsafe), "{body:?}");
    }
    let header = |key: &str, value: &str| {
        let pair = format!(r#"{{"key":{},"value":{}}}"#, quoted(key), quoted(value));
        of_parameters(&format!(r#"{{"method":"GET","url":"https://a","headers":[{pair}]}}"#))
    };
    for (key, value) in [
        ("@/etc/passwd", "x"),
        ("", "x"),
        ("a b", "x"),
        ("X", "a\r\nY: b"),
        ("X", "a\nb"),
        ("é", "x"),
    ] {
        assert_eq!(header(key, value), Err(NoCommand::Unsafe), "{key:?}");
    }
    for (url, method, why) in [
        ("https://a\nb", "GET", NoCommand::Unsafe),
        ("https://a", "GET --upload-file /etc/passwd", NoCommand::Unsafe),
        (" ", "GET", NoCommand::NoUrl),
    ] {
        let parameters = format!(r#"{{"method":{},"url":{}}}"#, quoted(method), quoted(url));
        assert_eq!(of_parameters(&parameters), Err(why), "{url:?}");
    }
    assert_eq!(raw(&"x".repeat(200_000)), Err(NoCommand::TooLong));
    assert_eq!(of_parameters(r#"{"method":5,"url":"https://a"}"#), Err(NoCommand::Odd));
    for why in [NoCommand::NoUrl, NoCommand::Unsafe, NoCommand::Odd, NoCommand::TooLong] {
        assert!(no_command(why).starts_with("No cURL: "));
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod in_a_shell {
    use std::process::Command;

    use super::{of_parameters, quoted, raw};

    const SECRET: &str = "s'\"$x";

    /// What a POSIX shell hands to curl.
    fn arguments(command: &str) -> Vec<String> {
        let script =
            format!("curl() {{ for word; do printf '%s\\0' \"$word\"; done; }}\n{command}");
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).env_clear();
        for name in ["SECRET_TOKEN", "SECRET_PASSWORD", "SECRET_USER"] {
            shell.env(name, SECRET);
        }
        let done = shell.output().unwrap();
        assert!(done.status.success() && done.stderr.is_empty(), "{done:?}\n{command}");
        let text = String::from_utf8(done.stdout).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    fn after(words: &[String], option: &str) -> String {
        let place = words.iter().position(|word| word == option).unwrap();
        words[place + 1].clone()
    }

    #[test]
    fn every_sign_of_a_body_arrives() {
        for body in [
            "'; touch ./canary; '",
            "$(touch ./canary)`x`${HOME}!!",
            "a\r\nb\r",
            "line\nline\t",
            "\\ \\' \\\\",
            "''''",
            "@/etc/passwd",
            "{a,b}[1-3]*?~",
            "é\u{1f600}",
            "-x",
        ] {
            assert_eq!(after(&arguments(&raw(body).unwrap()), "--data-raw"), body);
        }
    }

    #[test]
    fn every_sign_of_an_address_and_a_header_arrives() {
        let hostile = "'$(x)`y`\"\\!{1,2}&;|<>";
        let url = format!("https://a.example/{hostile}");
        let parameters = format!(
            r#"{{"method":"GET","url":{},"headers":[{{"key":"X","value":{}}},{{"key":"Empty","value":""}}]}}"#,
            quoted(&url),
            quoted(hostile)
        );
        let words = arguments(&of_parameters(&parameters).unwrap());
        assert_eq!(after(&words, "--url"), url);
        assert!(words.contains(&format!("X: {hostile}")), "{words:?}");
        assert!(words.contains(&"Empty;".to_owned()), "{words:?}");
    }

    #[test]
    fn credentials_come_from_the_environment_whatever_is_in_them() {
        let command = raw(r#"{"token":"a","n":1,"password":"b"}"#).unwrap();
        let body = after(&arguments(&command), "--data-raw");
        assert_eq!(body, format!(r#"{{"token":"{SECRET}","n":1,"password":"{SECRET}"}}"#));
    }

    #[test]
    fn an_unset_credential_stops_the_shell_before_curl() {
        let command = raw(r#"{"jwt":"a"}"#).unwrap();
        let script = format!("curl() {{ echo called; }}\n{command}");
        let done = Command::new("sh").arg("-c").arg(script).env_clear().output().unwrap();
        assert!(!done.status.success() && done.stdout.is_empty(), "{done:?}");
    }

    #[test]
    fn fields_of_a_form_are_taken_literally() {
        let parameters = r#"{"method":"POST","url":"https://a","body_type":"x-www-form-urlencoded","datas":[{"key":"a=@b","value":"@c'd"},{"key":"token","value":"t"}]}"#;
        let words = arguments(&of_parameters(parameters).unwrap());
        assert!(words.contains(&"a%3D%40b=@c'd".to_owned()), "{words:?}");
        assert!(words.contains(&format!("token={SECRET}")), "{words:?}");
    }
}

/// Texts with secrets in them, by an author who had not seen the rules.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn no_secret_of_the_second_authors_set_is_in_a_command() {
    let set = include_str!("../../../payload/tests/golden/secrets.json");
    let set: Vec<serde_json::Value> = serde_json::from_str(set).unwrap();
    let (mut commands, mut told) = (0, Vec::new());
    for case in &set {
        let (text, Some(secret)) = (case["text"].as_str().unwrap(), case["secret"].as_str()) else {
            continue;
        };
        let text = text.replace("\r\n", "\n");
        let (name, value) = text.split_once(": ").unwrap_or(("X-Note", &text));
        let whole = quoted(&text);
        let header = format!(r#"[{{"key":{},"value":{}}}]"#, quoted(name), quoted(value));
        let note = format!(r#"[{{"key":"note","value":{whole}}}]"#);
        let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        let record = if is_json { text.clone() } else { whole.clone() };
        for command in [
            raw(&text),
            of_parameters(&format!(r#"{{"method":"GET","url":{whole}}}"#)),
            of_parameters(&format!(r#"{{"method":"GET","url":"https://a","headers":{header}}}"#)),
            of_parameters(&format!(r#"{{"method":"GET","url":"https://a","headers":{note}}}"#)),
            of_parameters(&format!(
                r#"{{"method":"POST","url":"https://a","body_type":"form-data","datas":{note}}}"#
            )),
            of_record(&record),
        ] {
            let Ok(command) = command else { continue };
            commands += 1;
            let shown = command.replace(r"'\''", "'");
            if shown.contains(secret) {
                told.push(command);
            }
        }
    }
    assert!(commands > 2_000);
    assert!(told.is_empty(), "{} told:\n{}", told.len(), told.join("\n"));
}

fn of_record(body: &str) -> Result<String, NoCommand> {
    let record = format!(r#"{{"URL":"https://a.example/x","RequestBody":{body}}}"#);
    let text = format!(r#"{{"id":1,"data":{{"Callout":{record}}}}}"#);
    as_curl(&exchanges(&task(&text))[0])
}
