//! Facts come before words: nothing that a message quotes makes a verdict say that a failed try did
//! nothing.

use crate::stage::{json, task};
use reprise_domain::diagnosis::{Diagnosis, Kind, Reason, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

/// What a message may quote: each names, alone, a cause that comes before an effect or refuses it.
const QUOTES: [&str; 21] = [
    "Liquid error: undefined variable due_date",
    "Liquid syntax error: unknown tag",
    "Failed to open TCP connection to ledger.example:443 (Connection refused - connect(2))",
    "getaddrinfo: Name or service not known",
    "SSL_connect returned=1: certificate verify failed",
    "Net::OpenTimeout: execution expired",
    "Callout response was 404 after 1 tries.",
    "Callout response was 422 after 1 tries.",
    "INVALID_VALUE: the value is invalid",
    "DUPLICATE_VALUE: it exists",
    "LOCK_COMPETITION: please retry",
    "code 53100010",
    "53100050: busy",
    "Could not find object.",
    "Workflow is inactive",
    "Task has been repeated more than 100 times",
    "Data payload exceeds 5 MB",
    "Invalid ID / Multiple objects returned - SchemaId: 1",
    "No write-off is needed for the invoice.",
    "no such file",
    "Message size exceeds the limit of 10 MB",
];

fn text(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A task at Error, of that type, with that message and class.
pub(crate) fn failed(kind: &str, error: &str, class: &str, more: &str) -> Diagnosis {
    let class = if class.is_empty() { "null".to_owned() } else { text(class) };
    let error = text(error);
    Diagnosis::of(
        &task(&format!(
            r#"{{"id":1,"status":"Error","action_type":"{kind}","error":{error},"error_class":{class}{more}}}"#
        )),
        None,
        &[],
    )
}

pub(crate) const POST: &str =
    r#","parameters":{"url":"https://ledger.example/x","method":"POST","to":"+15550100"}"#;

pub(crate) const fn is_safe(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::NoEffectOutside | Verdict::WillFailAgain)
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_that_is_quoted_speaks_over_a_status_or_a_class() {
    for (fact, class, kind) in [
        ("Callout response was 500 after 1 tries. ", "WorkflowError::Callout", Kind::CalloutServer),
        ("Callout response was 201 after 1 tries. ", "", Kind::CalloutNotAccepted),
        ("Callout response was 302 after 1 tries. ", "WorkflowError", Kind::CalloutRedirected),
        (
            "Callout response was 409 after 1 tries. ",
            "WorkflowError::Callout",
            Kind::CalloutConflict,
        ),
        ("Callout response was 499 after 1 tries. ", "WorkflowError::Callout", Kind::CalloutFailed),
        (
            "Callout response was 103 after 1 tries. ",
            "WorkflowError::Callout",
            Kind::CalloutUnclear,
        ),
        ("", "Net::ReadTimeout", Kind::NoAnswer),
        ("Connection reset by peer. ", "Errno::ECONNRESET", Kind::Broken),
        ("", "EOFError", Kind::Broken),
        ("SSL_read: unexpected eof. ", "OpenSSL::SSL::SSLError", Kind::Broken),
        ("", "ZuoraAPI::Exceptions::ZuoraAPITemporaryError", Kind::ZuoraTemporary),
        ("", "ZuoraAPI::Exceptions::ZuoraAPIReadTimeout", Kind::ZuoraNoAnswer),
        ("", "Net::SMTPFatalError", Kind::EmailRefused),
        ("boom: ", "WorkflowError::Callout", Kind::CalloutUnclear),
    ] {
        for quote in QUOTES {
            let found = failed("Callout", &format!("{fact}{quote}"), class, POST);
            let own = found.cause.map(|cause| cause.kind);
            // A status that is mentioned in passing is told as a guess, and proves as little.
            let mentioned = fact == "boom: " && quote.starts_with("Callout response was");
            assert!(mentioned || own == Some(kind), "{class}: {fact}{quote}: {own:?}");
            assert!(!is_safe(found.repeat.verdict), "{class}: {fact}{quote}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn words_alone_never_prove_that_nothing_was_done() {
    for kind in ["Callout", "Create", "Email", "Upload::SFTP", "WriteOff", "Notifications::SMS"] {
        for class in ["", "StandardError", "RuntimeError", "Some::Other", "WorkflowError::Callout"]
        {
            for quote in QUOTES {
                // The engine's own sentence on its own callout is the one exception.
                let told = kind == "Callout"
                    && quote.starts_with("Callout response was")
                    && matches!(class, "" | "WorkflowError::Callout");
                let found = failed(kind, quote, class, POST).repeat.verdict;
                assert_eq!(is_safe(found), told, "{kind} {class}: {quote}");
            }
        }
        for quote in QUOTES {
            let within = format!("It said: {quote}");
            for class in ["WorkflowError", "ZuoraAPI::Exceptions::ZuoraAPIError"] {
                // A code behind the word `code` is at its place wherever it stands.
                let coded = quote.starts_with("code") && class.starts_with("Zuora");
                let zuora = matches!(kind, "Create" | "WriteOff");
                let found = failed(kind, &within, class, POST).repeat.verdict;
                assert_eq!(is_safe(found), coded && zuora, "{kind} {class}: {within}");
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn hidden_errors_lists_and_stopped_tasks_prove_nothing() {
    let hidden = "Workflow will not report sensitive errors for unhandled exceptions.";
    for class in ["", "StandardError", "Liquid::UndefinedVariable", "Net::OpenTimeout"] {
        let found = failed("Callout", hidden, class, POST).repeat;
        assert_eq!((found.verdict, &found.reasons[0]), (Verdict::Unknown, &Reason::HiddenError));
    }
    let refused = ("INVALID_VALUE: x", "ZuoraAPI::Exceptions::ZuoraAPIError");
    let of = |more: &str| failed("Update", refused.0, refused.1, more).repeat.verdict;
    assert_eq!(of(r#","object":"Account","data":{"Account":{}}"#), Verdict::WillFailAgain);
    assert_eq!(of(r#","object":"Account","data":{"Account":[{},{}]}"#), Verdict::MayRepeat);
    assert_eq!(of(r#","data":{"Anything":[{},{}]}"#), Verdict::MayRepeat, "which is its list?");
    for (error, details) in [
        ("INVALID_VALUE: x, TRANSACTION_TIMEOUT: y", "null"),
        ("INVALID_VALUE: x", r#""code 53100061""#),
        ("(1x) - INVALID_VALUE: x", "null"),
        ("INVALID_VALUE: x", r#""2 records were created""#),
    ] {
        let more = format!(r#","error_details":{details}"#);
        let found = failed("Update", error, refused.1, &more).repeat.verdict;
        assert_eq!(found, Verdict::MayRepeat, "{error} {details}");
    }
    let stopped = json(
        r#"{"id":1,"status":"Stopped","action_type":"Callout","error":"Callout response was 404 after 1 tries."}"#,
    );
    let stopped = task(stopped.text());
    let found = Diagnosis::of(&stopped, None, &[]).repeat;
    assert_eq!((found.verdict, &found.reasons[0]), (Verdict::MayRepeat, &Reason::Stopped));
}
