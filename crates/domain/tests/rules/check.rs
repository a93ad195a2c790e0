//! The check of a deployment: what a browser sees, and what is made of it.

#![allow(clippy::unwrap_used, reason = "a broken script fails the test")]

use crate::stage::START;
use reprise_domain::api::Silence;
use reprise_domain::check::gateway::{Clock, Copies, Guard, Memory, operator, read};
use reprise_domain::check::headers::headers;
use reprise_domain::check::site::{
    config, deep_link, environment, missing_file, not_stored, program, transport,
};
use reprise_domain::check::{Grade, Matter, Seen};
use reprise_domain::config::Config;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::explain::check::{grade_word, subject, summary, told};
use reprise_domain::journal::JournalTrouble;
use wasm_bindgen_test::wasm_bindgen_test;

/// The headers that the page is delivered with.
const DELIVERED: &str = include_str!("../../../../deploy/headers.conf");

fn seen(status: u16, headers: &[(&str, &str)]) -> Seen {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Seen { status, headers: headers.iter().map(pair).collect() }
}

/// All of them, but for one that is replaced or (without a value) left out.
fn locked(name: &str, value: Option<&str>) -> Seen {
    let lines = DELIVERED.lines().filter_map(|line| line.strip_prefix("add_header "));
    let pairs = lines.map(|line| {
        let (name, rest) = line.split_once(' ').unwrap();
        (name.to_ascii_lowercase(), rest.split('"').nth(1).unwrap().to_owned())
    });
    let mut all: Vec<_> = pairs.filter(|(own, _)| own != name).collect();
    all.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    Seen { status: 200, headers: all }
}

fn wrong(seen: &Seen, is_https: bool) -> Vec<String> {
    let found = headers(seen, is_https).into_iter();
    let wrong = found.filter_map(|matter| match matter {
        Matter::Header { name, .. } => Some(name),
        _ => None,
    });
    wrong.collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn what_the_project_delivers_is_what_is_wanted() {
    let all = headers(&locked("", None), true);
    assert_eq!(all, [Matter::Headers(10)]);
    assert_eq!(headers(&seen(200, &[]), true).len(), 10);
}

#[wasm_bindgen_test(unsupported = test)]
fn each_missing_header_is_named() {
    for name in [
        "Content-Security-Policy",
        "Integrity-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "X-Frame-Options",
    ] {
        assert_eq!(wrong(&locked(&name.to_ascii_lowercase(), None), true), [name]);
    }
    let plain = locked("strict-transport-security", None);
    assert!(wrong(&plain, false).is_empty(), "over plain HTTP browsers ignore it");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_header_may_forbid_more_and_not_less() {
    let csp = |value: &str| {
        let seen = locked("content-security-policy", Some(value));
        wrong(&seen, true).is_empty()
    };
    let own = locked("", None);
    let own = own.header("content-security-policy").unwrap();
    assert!(csp(own));
    assert!(csp(&own.replace("img-src 'self'", "img-src 'none'")));
    assert!(csp(&format!("{own}; upgrade-insecure-requests; report-to csp")));
    assert!(csp(&format!("frame-ancestors 'none', {own}")), "of several policies each holds");
    for (from, to) in [
        ("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'"),
        ("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        ("connect-src 'self'", "connect-src *"),
        ("frame-ancestors 'none'", ""),
        ("require-trusted-types-for 'script'", "require-trusted-types-for"),
        ("default-src 'none'", "default-src 'self'; default-src 'none'"),
    ] {
        assert!(!csp(&own.replace(from, to)), "{to}");
    }
    let hsts =
        |value: &str| wrong(&locked("strict-transport-security", Some(value)), true).is_empty();
    assert!(hsts("max-age=31536000") && hsts("includeSubDomains; max-age=63072000"));
    assert!(!hsts("max-age=86400") && !hsts("max-age=soon") && !hsts(""));
    let permissions =
        |value: &str| wrong(&locked("permissions-policy", Some(value)), true).is_empty();
    assert!(!permissions("camera=()"));
    assert!(!wrong(&locked("x-frame-options", Some("SAMEORIGIN")), true).is_empty());
    assert!(wrong(&locked("x-frame-options", Some("deny")), true).is_empty());
}

#[wasm_bindgen_test(unsupported = test)]
fn files_are_stored_or_not_as_they_must_be() {
    let cached = |value| seen(200, &[("cache-control", value)]);
    let holds = |seen: &Seen| not_stored("the document", Some(seen)).grade();
    assert_eq!(holds(&cached("private, No-Store")), Grade::Good);
    assert_eq!(holds(&cached("no-cache")), Grade::Bad);
    assert_eq!(holds(&seen(200, &[])), Grade::Bad);
    assert_eq!(holds(&seen(502, &[("cache-control", "no-store")])), Grade::Bad);
    assert_eq!(not_stored("config.json", None), Matter::Silent("config.json"));

    let good = [
        ("content-type", "application/wasm"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("content-encoding", "br"),
    ];
    let grades = |seen: &Seen| program(Some(seen)).iter().map(Matter::grade).collect::<Vec<_>>();
    assert_eq!(grades(&seen(200, &good)), [Grade::Good; 3]);
    let plain = seen(200, &[("content-type", "application/octet-stream")]);
    assert_eq!(grades(&plain), [Grade::Bad, Grade::Weak, Grade::Weak]);
    assert_eq!(program(None), [Matter::Silent("the program")]);
    assert_eq!(program(Some(&seen(404, &good))), [Matter::Silent("the program")]);
}

#[wasm_bindgen_test(unsupported = test)]
fn addresses_give_the_page_and_missing_files_do_not() {
    let html = [("content-type", "text/html; charset=utf-8")];
    assert_eq!(deep_link(Some(&seen(200, &html))).grade(), Grade::Good);
    assert_eq!(deep_link(Some(&seen(404, &html))).grade(), Grade::Bad);
    assert_eq!(deep_link(Some(&seen(200, &[]))).grade(), Grade::Bad);
    assert_eq!(deep_link(None).grade(), Grade::Bad);
    assert_eq!(missing_file(Some(&seen(404, &html))).grade(), Grade::Good);
    assert_eq!(missing_file(Some(&seen(200, &html))).grade(), Grade::Bad);
}

#[wasm_bindgen_test(unsupported = test)]
fn only_this_machine_may_do_without_encryption() {
    assert_eq!(transport("https:", "reprise.example.org"), None);
    assert_eq!(transport("http:", "127.0.0.1"), None);
    assert_eq!(transport("http:", "reprise.example.org"), Some(Matter::PlainHttp));
    assert_eq!(transport("http:", "127.0.0.1.example.org"), Some(Matter::PlainHttp));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_configuration_names_a_tenant_and_has_a_salt_of_its_own() {
    let text = |salt: &str, more: &str| {
        format!(
            r#"{{"salt":"{salt}","environments":[{{"id":"s","label":"S","kind":"sandbox",{more}"api":"/api","auth":"gateway"}}]}}"#
        )
    };
    let own = Config::parse(&text("0123456789abcdef", r#""tenant":"na/1","#)).unwrap();
    assert_eq!(config(&own).grade(), Grade::Good);
    assert_eq!(environment(&own.environments[0]).grade(), Grade::Good);
    let demo = Config::parse(include_str!("../../../../config.json")).unwrap();
    assert_eq!(config(&demo), Matter::OwnSalt(false));
    let unnamed = Config::parse(&text("0123456789abcdef", "")).unwrap();
    assert_eq!(environment(&unnamed.environments[0]).grade(), Grade::Weak);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_production_without_names_must_be_mended() {
    let of = |kind: &str, auth: &str, name| {
        let text = format!(
            r#"{{"salt":"0123456789abcdef","environments":[{{"id":"s","label":"S","kind":"{kind}","api":"/api","auth":"{auth}"}}]}}"#
        );
        operator(&Config::parse(&text).unwrap().environments[0], name).map(|told| told.grade())
    };
    assert_eq!(of("production", "gateway", None), Some(Grade::Bad));
    assert_eq!(of("production", "gateway", Some("ada@example.org")), Some(Grade::Good));
    assert_eq!(of("sandbox", "gateway", None), None);
    assert_eq!(of("production", "token", None), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn every_matter_has_words_and_what_is_wrong_has_a_remedy() {
    let trouble = read(&Err(Silence::NoAnswer), START, START).swap_remove(0);
    let mut matters = vec![
        Matter::Headers(10),
        Matter::PlainHttp,
        Matter::Silent("the program"),
        Matter::ProgramPacked(None),
        Matter::ProgramPacked(Some("br".to_owned())),
        Matter::Reading(Ok(12)),
        trouble,
        Matter::NoToken,
        Matter::Journal(Journal::Open),
        Matter::Journal(Journal::Unread),
        Matter::Journal(Journal::Closed(JournalTrouble::Full)),
        Matter::Kept(None),
    ];
    for found in [None, Some("x".to_owned())] {
        matters.push(Matter::Header { name: "X".to_owned(), wanted: "y".to_owned(), found });
    }
    for holds in [true, false] {
        matters.extend([
            Matter::NotStored { what: "config.json", holds },
            Matter::DeepLink(404, holds),
            Matter::MissingFile(200, holds),
            Matter::ProgramKind(holds),
            Matter::ProgramKept(holds),
            Matter::OwnSalt(holds),
            Matter::TenantNamed(holds),
            Matter::OperatorNamed(holds),
            Matter::Kept(Some(holds)),
        ]);
    }
    for guard in [Guard::Stopped, Guard::Unmarked(404), Guard::Let, Guard::Silent] {
        matters.extend([Matter::Key(guard), Matter::Outsider(guard), Matter::OtherPath(guard)]);
    }
    for memory in [Memory::Keys, Memory::Transmissions, Memory::Nothing] {
        let with = |is_proven| Matter::Memory { memory, age_ms: 60_000, is_proven };
        matters.extend([with(true), with(false)]);
    }
    matters.extend([Copies::Once, Copies::Anew, Copies::Silent].map(Matter::Copies));
    for off in [Some(0), Some(-90_000), Some(900_000), None] {
        matters.push(Matter::Clock(Clock(off)));
    }
    for matter in &matters {
        let (is, mend) = told(matter, |ms| format!("{ms} ms"));
        assert!(is.ends_with(['.', 'y']) && !subject(matter).is_empty(), "{matter:?}: {is}");
        let must = matter.grade() >= Grade::Weak;
        assert!(!must || !mend.is_empty(), "{matter:?} has no remedy");
        assert!(matter.grade() != Grade::Good || mend.is_empty(), "{matter:?}: {mend}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_summary_tells_the_worst() {
    use Grade::{Bad, Good, Untold, Weak};
    assert!(summary(&[Good, Untold]).starts_with("Nothing to mend"));
    assert!(summary(&[Good, Weak]).contains("1 of 2 matters should be better"));
    assert!(summary(&[Bad, Weak, Good]).contains("1 of 3 matters must be mended"));
    assert_eq!(grade_word(Bad), "Mend this");
}
