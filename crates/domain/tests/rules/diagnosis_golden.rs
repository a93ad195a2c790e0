//! Composed failures, and what is to be found of each: cause, verdict, and what the task touches.
//!
//! The expectations were derived from the documents that `golden/sources.md` names, twice and
//! apart, before any rule was run; none was bent to what the rules say.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::stage::task;
use reprise_domain::diagnosis::touches::{Thing, Touches};
use reprise_domain::diagnosis::{Cause, Diagnosis, Verdict};
use reprise_domain::task::Task;

/// File; cause; cause of the failure before; verdict (W would repeat, M may repeat, N no effect
/// outside, F will fail again, U unknown); what is touched.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const TABLE: &[Row] = &[
    (
        "callout-post-500",
        "CalloutServer",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-401",
        "CalloutCredentials",
        "",
        "F",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-403",
        "CalloutCredentials",
        "",
        "F",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-404",
        "CalloutAddress",
        "",
        "F",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-422",
        "CalloutInput",
        "",
        "F",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-400",
        "CalloutInput",
        "",
        "F",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-409",
        "CalloutConflict",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-429",
        "CalloutLimit",
        "",
        "N",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-429-after-tries",
        "CalloutLimit",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-504",
        "CalloutTimeout",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-200-not-accepted",
        "CalloutNotAccepted",
        "",
        "W",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-get-500",
        "CalloutServer",
        "",
        "N",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-put-503",
        "CalloutServer",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-money-address-502",
        "CalloutServer",
        "",
        "M",
        "account 1, invoice 1, host pay.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-read-timeout",
        "NoAnswer",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-read-timeout-after-earlier-callout",
        "NoAnswer",
        "",
        "M",
        "account 1, host ledger.example, host crm.example",
    ),
    (
        "callout-get-read-timeout",
        "NoAnswer",
        "",
        "N",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-refused",
        "NoConnection",
        "",
        "N",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-open-timeout-with-retries",
        "NoConnection",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-no-name",
        "NoName",
        "",
        "N",
        "account 1, invoice 1, host ledgr.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-tls",
        "NoTls",
        "",
        "N",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-post-reset",
        "Broken",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-without-message",
        "CalloutUnclear",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-liquid-host",
        "LiquidVariable",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "callout-data-matches-201",
        "CalloutNotAccepted",
        "",
        "W",
        "account 1, host crm.example, host ledger.example",
    ),
    (
        "email-undefined-variable",
        "LiquidVariable",
        "",
        "F",
        "account 1, invoice 1, recipient 1, Invoice.Amount 120.5 USD",
    ),
    (
        "transform-undefined-filter",
        "LiquidFilter",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    ("if-liquid-syntax", "LiquidSyntax", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "create-missing-field",
        "ZuoraInput",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "create-invalid-value",
        "ZuoraInput",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "create-duplicate",
        "ZuoraDuplicate",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    ("update-lock", "ZuoraLocked", "", "N", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "update-permission",
        "ZuoraPermission",
        "",
        "F",
        "account 1, subscription 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    ("suspend-limit", "ZuoraLimit", "", "N", "account 1, subscription 1"),
    ("cancel-temporary", "ZuoraTemporary", "", "M", "subscription 1"),
    ("create-internal", "ZuoraInternal", "", "M", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "create-zuora-read-timeout",
        "ZuoraNoAnswer",
        "",
        "M",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "update-not-found",
        "ZuoraNotFound",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    ("write-off-rule", "ZuoraRule", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("update-several-partly", "ZuoraInput", "", "M", "subscription 3"),
    ("query-session", "ZuoraSignIn", "", "N", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "query-malformed",
        "QueryMalformed",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    ("data-query-sql", "SqlFailed", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("export-too-long", "QueryTooLong", "", "N", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "payload-too-large-query",
        "PayloadTooLarge",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "payload-too-large-callout",
        "PayloadTooLarge",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    ("repeat-limit", "RepeatLimit", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("iterate-stopped", "Unrecognised", "", "M", "account 1, invoice 6, Invoice.Balance 75.15 USD"),
    (
        "approval-expired",
        "ApprovalExpired",
        "",
        "W",
        "account 1, invoice 1, recipient 1, Invoice.Amount 120.5 USD",
    ),
    (
        "email-too-large",
        "EmailTooLarge",
        "",
        "F",
        "account 1, invoice 1, recipient 1, Invoice.Amount 120.5 USD",
    ),
    (
        "email-no-recipient",
        "EmailNoRecipient",
        "",
        "F",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "email-refused",
        "EmailRefused",
        "",
        "M",
        "account 1, invoice 1, recipient 2, Invoice.Amount 120.5 USD",
    ),
    ("script-timeout", "ScriptTimeout", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("script-exception", "ScriptFailed", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "sftp-file-missing",
        "FileMissing",
        "",
        "N",
        "account 1, invoice 1, host sftp.bank.example, Invoice.Amount 120.5 USD",
    ),
    (
        "sftp-sign-in",
        "FileSignIn",
        "",
        "F",
        "account 1, invoice 1, host sftp.bank.example, Invoice.Amount 120.5 USD",
    ),
    (
        "payment-run-no-message",
        "NoMessage",
        "",
        "M",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "payment-run-declined",
        "ZuoraOutside",
        "",
        "M",
        "payment 3, Payment.Amount 20.30 EUR, Payment.Amount 7 USD",
    ),
    ("bill-run-tax", "ZuoraOutside", "", "M", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "bill-run-unclear",
        "BillRunFailed",
        "",
        "M",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    (
        "run-stopped-callout",
        "RunStopped",
        "",
        "M",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    ("if-after-failed-callout", "", "CalloutServer", "M", ""),
    ("email-failed-after-failed-callout", "LiquidVariable", "CalloutServer", "F", "recipient 1"),
    (
        "hidden-error-callout",
        "Hidden",
        "",
        "U",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    ("hidden-error-if", "Hidden", "", "N", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("workflow-inactive", "Inactive", "", "F", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("success-email", "", "", "W", "account 1, invoice 1, recipient 1, Invoice.Amount 120.5 USD"),
    ("success-query", "", "", "M", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "unknown-type-failed",
        "Unrecognised",
        "",
        "U",
        "account 1, invoice 1, Invoice.Amount 120.5 USD",
    ),
    ("no-type-no-message", "NoMessage", "", "U", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("engine-no-method", "EngineFailed", "", "N", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "polling-callout-202",
        "CalloutNotAccepted",
        "",
        "W",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
    ("sms-without-message", "NoMessage", "", "M", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    ("delay-error", "Unrecognised", "", "N", "account 1, invoice 1, Invoice.Amount 120.5 USD"),
    (
        "callout-delete-410",
        "CalloutAddress",
        "",
        "F",
        "account 1, invoice 1, host ledger.example, Invoice.Amount 120.5 USD",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn read(name: &str) -> Task {
    task(&fs::read_to_string(folder().join(format!("{name}.json"))).unwrap())
}

const fn letter(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::WouldRepeat => "W",
        Verdict::MayRepeat => "M",
        Verdict::NoEffectOutside => "N",
        Verdict::WillFailAgain => "F",
        Verdict::Unknown => "U",
    }
}

/// Counts of records, hosts by name, sums.
fn told(touches: &Touches) -> String {
    let mut told = Vec::new();
    for group in &touches.groups {
        match group.thing {
            Thing::Host | Thing::ZuoraHost => {
                told.extend(group.shown.iter().map(|host| format!("host {}", host.label())));
            }
            thing => told.push(format!("{} {}", format!("{thing:?}").to_lowercase(), group.count)),
        }
    }
    for amount in &touches.amounts {
        let currency = amount.currency.as_deref().unwrap_or("?");
        told.push(format!("{} {} {currency}", amount.field, amount.sum));
    }
    told.join(", ")
}

fn sorted(list: &str) -> Vec<&str> {
    let mut parts: Vec<_> = list.split(", ").filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts
}

#[test]
fn every_composed_failure_is_told_as_the_documents_have_it() {
    let mut wrong = Vec::new();
    for (name, cause, before, verdict, touches) in TABLE {
        let task = read(name);
        let found = Diagnosis::of(&task, None, &[]);
        let word = |cause: &Option<Cause>| cause.as_ref().map_or("", |cause| cause.kind.word());
        let own = (word(&found.cause), word(&found.before), letter(found.repeat.verdict));
        if own != (cause, before, verdict) {
            wrong.push(format!("{name}: {own:?}, not {:?}", (cause, before, verdict)));
        }
        let all = told(&Touches::of(&task));
        if sorted(&all) != sorted(touches) {
            wrong.push(format!("{name}: touches {all}, not {touches}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_a_row_and_a_source() {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<_> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let rows: BTreeSet<_> = TABLE.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(files, rows);
    assert!(rows.len() >= 40);
    let sources = fs::read_to_string(folder().join("sources.md")).unwrap();
    for name in rows {
        let row = format!("| {name} | ");
        let source = sources.lines().find_map(|line| line.strip_prefix(&row));
        assert!(source.is_some_and(|source| source.len() > 10), "{name} has no source");
    }
}

#[test]
fn whatever_is_found_cites_fields_that_are_there() {
    for (name, ..) in TABLE {
        let task = read(name);
        let found = Diagnosis::of(&task, None, &[]);
        for cited in found.cause.iter().chain(&found.before).flat_map(|cause| &cause.cited) {
            let spot = cited.spot.to_string();
            let path = spot.split(['.', '[']).next().unwrap_or_default();
            assert!(task.source.member(path).is_some(), "{name}: {spot}");
            assert!(!cited.value.is_empty(), "{name}: {spot}");
        }
        assert!(!found.repeat.reasons.is_empty(), "{name} has no reason");
    }
}
