//! Facts come before words: nothing that a message quotes, and no last request of several, makes a
//! verdict say that a failed try did nothing.

use crate::stage::{json, task};
use reprise_domain::diagnosis::{Act, Diagnosis, Kind, Reason, Verdict};
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
fn failed(kind: &str, error: &str, class: &str, more: &str) -> Diagnosis {
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

const POST: &str =
    r#","parameters":{"url":"https://ledger.example/x","method":"POST","to":"+15550100"}"#;

const fn is_safe(verdict: Verdict) -> bool {
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
fn a_type_of_many_requests_is_never_safe_because_its_last_one_failed() {
    for kind in [
        "AsynchronousCallout",
        "Iterate",
        "Billing::BillRun",
        "InvoiceGenerate",
        "Payment::PaymentRun",
        "Usage::ImportUsage",
        "File::ZuoraImport",
        "File::BulkDataLoader",
        "File::FileStreamingUpload",
        "Upload::S3",
        "UI::WebShare",
        "Execute::WorkflowTask",
        "Approval",
        "Notifications::Kafka",
        "Revenue::Hold",
        "Billing::CustomInvoice",
        "Data::BillingPreviewRun",
        "Brand::New",
        "",
    ] {
        for (error, class) in [
            ("Callout response was 404 after 1 tries.", "WorkflowError::Callout"),
            ("Liquid error: undefined variable x", "Liquid::UndefinedVariable"),
            ("execution expired", "Net::OpenTimeout"),
            ("", "Errno::ECONNREFUSED"),
            ("Workflow is inactive", "WorkflowError"),
            ("INVALID_VALUE: x", "ZuoraAPI::Exceptions::ZuoraAPIError"),
            ("", "ZuoraAPI::Exceptions::ZuoraAPILockCompetition"),
            ("", "Net::SSH::AuthenticationFailed"),
        ] {
            let found = failed(kind, error, class, POST).repeat.verdict;
            assert!(!is_safe(found), "{kind}: {error} {class}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_order_that_polls_is_told_as_one() {
    let of = |status: u16, methods: &str| {
        let error = format!("Callout response was {status} after 1 tries.");
        let more = format!(r#","parameters":{{"url":"https://o.example/x",{methods}}}"#);
        failed("AsynchronousCallout", &error, "WorkflowError::Callout", &more).repeat
    };
    let posts = of(404, r#""method":"POST","polling_method":"GET""#);
    assert_eq!((posts.act, posts.verdict), (Act::Orders, Verdict::MayRepeat));
    assert_eq!(posts.reasons, [Reason::Ordered]);
    assert_eq!(of(200, r#""method":"POST""#).verdict, Verdict::WouldRepeat);
    assert_eq!(of(404, r#""method":"GET""#).verdict, Verdict::MayRepeat, "polls how?");
    assert!(is_safe(of(404, r#""method":"GET","polling_method":"get""#).verdict));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_try_that_is_not_the_first_proves_nothing() {
    let of = |error: &str, class: &str, rules: &str| {
        let more = format!(
            r#","parameters":{{"url":"https://ledger.example/x","method":"POST","retry_rules":{{{rules}}}}}"#
        );
        failed("Callout", error, class, &more).repeat.verdict
    };
    let callout = "WorkflowError::Callout";
    let none = r#""retry_count":"0""#;
    assert_eq!(
        of("Callout response was 404 after 1 tries.", callout, none),
        Verdict::WillFailAgain
    );
    assert_eq!(of("Callout response was 404 after 2 tries.", callout, none), Verdict::MayRepeat);
    let again = r#""retry_count":"3","current_retry_count":"2""#;
    assert_eq!(of("Callout response was 422 after 1 tries.", callout, again), Verdict::MayRepeat);
    assert_eq!(of("x", "Net::OpenTimeout", none), Verdict::NoEffectOutside);
    for rules in [r#""retry_count":"3""#, r#""retry_count":"{{n}}""#, again] {
        assert_eq!(of("x", "Net::OpenTimeout", rules), Verdict::MayRepeat, "{rules}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_connection_that_failed_must_be_the_request_s_own_and_only_one() {
    let of = |host: &str, method: &str, data: &str| {
        let error = format!("Failed to open TCP connection to {host}:443 (Connection refused)");
        let more = format!(
            r#","parameters":{{"url":"https://ledger.example/x","method":"{method}"}},"data":{data}"#
        );
        failed("Callout", &error, "Errno::ECONNREFUSED", &more).repeat.verdict
    };
    assert_eq!(of("LEDGER.example", "POST", "{}"), Verdict::NoEffectOutside);
    assert_eq!(of("other.example", "POST", "{}"), Verdict::MayRepeat, "a redirect's host");
    assert_eq!(of("ledger.example", "PUT", "{}"), Verdict::MayRepeat, "Ruby repeats a PUT");
    let called = r#"{"Callout":[{"URL":"https://ledger.example/x","ResponseCode":"200"},{}]}"#;
    assert_eq!(of("ledger.example", "POST", called), Verdict::MayRepeat);
    let database = "Failed to open TCP connection to db-3.internal:5432 (Connection refused)";
    assert_eq!(
        failed("Create", database, "Errno::ECONNREFUSED", "").repeat.verdict,
        Verdict::MayRepeat
    );
    for (class, error) in [
        ("OpenSSL::SSL::SSLError", "SSL_read: bad record mac"),
        ("Errno::EHOSTUNREACH", "No route to host"),
        ("Errno::ECONNRESET", "Connection reset by peer"),
    ] {
        assert_eq!(failed("Callout", error, class, POST).repeat.verdict, Verdict::MayRepeat);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_only_reads_by_its_type_may_do_more_by_its_configuration() {
    for (kind, parameters, act) in [
        ("Export", r#"{"zip":"true"}"#, Act::Reads),
        ("Export", r#"{"upload_to_sftp":"true"}"#, Act::HandsOver),
        ("Data::Link", r#"{"query":"SELECT 1","destination":{"type":"s3"}}"#, Act::HandsOver),
        ("Data::Link", r#"{"query":" delete FROM x"}"#, Act::Changes),
        ("Download::SFTP", r#"{"host":"h","delete_after":"true"}"#, Act::TakesAway),
        ("Download::SFTP", r#"{"host":"h","delete_after":"false"}"#, Act::Reads),
        ("File::DownloadFile", r#"{"url":"https://h.example","method":"POST"}"#, Act::Calls),
        ("Script::JavaScript", r#"{"code":"x.map()"}"#, Act::Computes),
        ("Script::JavaScript", r#"{"code":"await fetch(u)"}"#, Act::Calls),
        ("Callout", r#"{"method":"GET","url":"https://h.example"}"#, Act::AsksService),
        (
            "Callout",
            r#"{"method":"GET","headers":[{"key":"X-HTTP-Method-Override","value":"DELETE"}]}"#,
            Act::Calls,
        ),
        ("Approval", r#"{"delivery_method":"zuoraInbox"}"#, Act::AsksInZuora),
    ] {
        let more = format!(r#","parameters":{parameters}"#);
        let repeat = failed(kind, "Liquid error", "Liquid::SyntaxError", &more).repeat;
        assert_eq!(repeat.act, act, "{kind} {parameters}");
        let safe = act.is_harmless() || act == Act::Calls && kind == "Callout";
        assert_eq!(is_safe(repeat.verdict), safe, "{kind} {parameters}");
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
