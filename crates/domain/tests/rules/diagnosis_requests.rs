//! A failure tells of one request: no last one of several, no last try, no type by its name alone
//! makes a verdict say that nothing was done.

use super::diagnosis_facts::{POST, failed, is_safe};
use crate::stage::task;
use reprise_domain::diagnosis::{Act, Diagnosis, Reason, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

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
        ("Download::SFTP", r#"{"path":"/archive","after_download":"delete"}"#, Act::TakesAway),
        ("Query", r#"{"fields":{"Contact":{"WorkEmail":"true"}}}"#, Act::Reads),
        ("Data::Link", r#"{"options":{"output":"s3"}}"#, Act::HandsOver),
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
fn a_refusal_of_several_things_or_one_that_is_belied_proves_nothing() {
    let of = |parameters: &str, more: &str| {
        let error = "Callout response was 422 after 1 tries.";
        let more = format!(r#","parameters":{{"method":"POST",{parameters}}}{more}"#);
        failed("Callout", error, "WorkflowError::Callout", &more).repeat.verdict
    };
    let one = r#""url":"https://ledger.example/v2/postings","raw_body":"{}""#;
    assert_eq!(of(one, ""), Verdict::WillFailAgain);
    for several in [
        r#""url":"https://ledger.example/v2/postings/bulk","raw_body":"{}""#,
        r#""url":"https://ledger.example/v2/postings","raw_body":" [{},{}]""#,
        r#""url":"https://ledger.example/v2/postings","raw_body":"{%- for x in y -%}""#,
    ] {
        assert_eq!(of(several, ""), Verdict::MayRepeat, "{several}");
    }
    let answered = |code: &str, body: &str| {
        format!(
            r#","data":{{"Callout":{{"URL":"https://ledger.example/v2/postings","ResponseCode":{code},"ResponseBody":{body}}}}}"#
        )
    };
    assert_eq!(of(one, &answered("\"422\"", "{}")), Verdict::WillFailAgain);
    assert_eq!(of(one, &answered("201", "{}")), Verdict::MayRepeat, "an earlier answer");
    assert_eq!(of(one, &answered("422", r#"{"created":2,"failed":1}"#)), Verdict::MayRepeat);
    assert_eq!(of(one, &answered("422", r#"{"created":0,"failed":3}"#)), Verdict::WillFailAgain);
    assert_eq!(of(one, r#","error_details":"HTTP/1.1 422 Odd""#), Verdict::WillFailAgain);
    assert_eq!(of(one, r#","error_details":"HTTP/1.1 201 Created""#), Verdict::MayRepeat);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_get_asks_only_where_its_address_names_a_thing() {
    let of = |url: &str| {
        let more = format!(r#","parameters":{{"url":"{url}","method":"GET"}}"#);
        failed("Callout", "", "Net::ReadTimeout", &more).repeat.act
    };
    for asks in [
        "https://pay.example/v1/charges/ch_1",
        "https://crm.example/list?action=list&order=send",
        "https://x.example/{{ Data.Invoice.Id }}",
    ] {
        assert_eq!(of(asks), Act::AsksService, "{asks}");
    }
    for acts in [
        "https://pay.example/v1/charges/ch_1/refund",
        "https://x.example/api/sendReminder",
        "https://x.example/old.php?action=capture",
        "https://hooks.example/1/2",
    ] {
        assert_eq!(of(acts), Act::Calls, "{acts}");
    }
    let asked = |path: &str| {
        let url = format!("https://rest.eu.zuora.com{path}");
        let more = format!(r#","parameters":{{"url":"{url}","method":"POST"}}"#);
        failed("Callout", "", "Net::ReadTimeout", &more).repeat.act
    };
    assert_eq!(asked("/v1/action/queryMore"), Act::AsksService);
    assert_eq!(asked("/v1/orders"), Act::Calls);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_change_that_also_bills_and_what_ended_well_prove_nothing() {
    let of = |parameters: &str| {
        let more = format!(r#","parameters":{parameters}"#);
        let class = "ZuoraAPI::Exceptions::ZuoraAPILockCompetition";
        failed("NewProduct", "", class, &more).repeat.verdict
    };
    assert_eq!(of(r#"{"options":{"GenerateInvoice":"false"}}"#), Verdict::NoEffectOutside);
    assert_eq!(of(r#"{"options":{"GenerateInvoice":"true"}}"#), Verdict::MayRepeat);
    assert_eq!(of(r#"{"AccountId":"{{ Data.Account[*].Id }}"}"#), Verdict::MayRepeat);
    let ended = task(r#"{"id":1,"status":"Success","action_type":"Query"}"#);
    let found = Diagnosis::of(&ended, None, &[]).repeat;
    assert_eq!((found.verdict, &found.reasons[0]), (Verdict::MayRepeat, &Reason::TasksFollow));
}
