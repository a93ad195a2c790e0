//! What a task touches: records once each, money added up exactly, people, hosts, all with places.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what is not there fails the test"
)]

use std::fmt::Write;

use crate::stage::task;
use reprise_domain::diagnosis::Certainty;
use reprise_domain::diagnosis::touches::{Amount, SHOWN, Thing, Touched, Touches};
use reprise_domain::explain::touches::{amount_line, group_line};
use wasm_bindgen_test::wasm_bindgen_test;

fn touches(fields: &str) -> Touches {
    Touches::of(&task(&format!(r#"{{"id":1,{fields}}}"#)))
}

fn data(data: &str) -> Touches {
    touches(&format!(r#""data":{data}"#))
}

fn only(touches: &Touches, thing: Thing) -> Touched {
    let group = touches.group(thing).unwrap();
    assert_eq!((group.count, group.shown.len()), (1, 1), "{group:?}");
    group.shown[0].clone()
}

fn money(touches: &Touches) -> Vec<(&str, Option<&str>, &str, u64)> {
    let one = |amount: &'_ Amount| amount.count;
    let all = touches.amounts.iter();
    all.map(|own| (own.field.as_str(), own.currency.as_deref(), own.sum.as_str(), one(own)))
        .collect()
}

const ID: &str = "2c92a0086f1d3c5e016f2a7b4c8d0e1f";

#[wasm_bindgen_test(unsupported = test)]
fn an_object_is_one_thing_with_id_number_and_name() {
    let found = data(&format!(
        r#"{{"Account":{{"Id":"{ID}","AccountNumber":"A00004711","Name":"Harbor Light"}},"x":[{{"accountId":"{ID}"}},{{"account_number":"A00004711"}}]}}"#
    ));
    let account = only(&found, Thing::Account);
    assert_eq!(account.id.as_deref(), Some(ID));
    assert_eq!(account.number.as_deref(), Some("A00004711"));
    assert_eq!(account.name.as_deref(), Some("Harbor Light"));
    assert_eq!((account.times, account.certainty), (3, Certainty::Likely));
    assert_eq!(account.spot.to_string(), "data.Account");
    assert_eq!(account.label(), "A00004711");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_row_is_about_what_its_only_number_says() {
    let found = data(&format!(
        r#"{{"Rows":[{{"Balance":1.10,"Id":"{ID}","InvoiceNumber":"INV00000001"}},{{"Balance":2.2,"Id":"{}","InvoiceNumber":"INV00000002"}}]}}"#,
        ID.replace('f', "0")
    ));
    let invoices = found.group(Thing::Invoice).unwrap();
    assert_eq!(invoices.count, 2);
    assert_eq!(invoices.shown[1].spot.to_string(), "data.Rows[1]");
    assert_eq!(money(&found), [("Invoice.Balance", None, "3.30", 2)]);
    assert_eq!(found.amounts[0].spot.to_string(), "data.Rows[0].Balance");
}

#[wasm_bindgen_test(unsupported = test)]
fn money_is_added_exactly_and_by_currency() {
    let found = data(
        r#"{"Payment":[{"Amount":0.1,"Currency":"EUR"},{"Amount":"0.20","Currency":"EUR"},{"Amount":9007199254740993,"Currency":"JPY"},{"Amount":0.01,"Currency":"JPY"},{"Amount":-5,"Currency":"USD"},{"Amount":1e400,"Currency":"USD"},{"Amount":"1,5","Currency":"USD"},{"Amount":null},{"Amount":[1]},{"Amount":{"Amount":7}}]}"#,
    );
    let expected = [
        ("Payment.Amount", Some("EUR"), "0.30", 2),
        ("Payment.Amount", Some("JPY"), "9007199254740993.01", 2),
        ("Payment.Amount", Some("USD"), "-5", 1),
        ("Amount", None, "7", 1),
    ];
    let mut told = money(&found);
    told.sort_by_key(|(_, currency, ..)| currency.unwrap_or("ZZZ"));
    assert_eq!(told, expected);
    let dollars = found.amounts.iter().find(|own| own.currency.as_deref() == Some("USD")).unwrap();
    assert_eq!(dollars.left_out, 2);
    assert_eq!(amount_line(dollars), "Payment.Amount: -5 USD, and 2 that cannot be added");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_amount_takes_the_currency_around_it_or_of_the_only_account() {
    let around = data(r#"{"Account":{"Currency":"EUR","Invoices":[{"Amount":1},{"Amount":2}]}}"#);
    assert_eq!(money(&around), [("Invoice.Amount", Some("EUR"), "3", 2)]);
    assert_eq!(around.amounts[0].certainty, Certainty::Certain);
    let beside = data(r#"{"Invoice":{"Amount":1},"Account":{"Currency":"EUR"}}"#);
    assert_eq!(money(&beside), [("Invoice.Amount", Some("EUR"), "1", 1)]);
    assert_eq!(beside.amounts[0].certainty, Certainty::Possible);
    let two = data(r#"{"Invoice":{"Amount":1},"Account":[{"Currency":"EUR"},{"Currency":"USD"}]}"#);
    assert_eq!(money(&two), [("Invoice.Amount", None, "1", 1)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn recipients_and_hosts_are_those_of_the_configuration() {
    let found = touches(
        r#""parameters":{"url":"https://user:canary@Ledger.example:8443/x?token=canary","email":{"to":["a@b.example","{{Data.Account.Email}}",""],"cc":"c@d.example","bcc":["a@b.example"]},"polling_url":"https://rest.eu.zuora.com/v1/x","approver_emails":["*"]},"data":{"Contact":{"WorkEmail":"e@f.example","Note":"g@h.example"},"Callout":{"URL":"https://crm.example/y"}}"#,
    );
    let recipients = found.group(Thing::Recipient).unwrap();
    assert_eq!(recipients.count, 3);
    assert_eq!(recipients.shown[0].times, 2);
    assert_eq!(recipients.shown[0].spot.to_string(), "parameters.email.to[0]");
    assert_eq!(recipients.shown[1].certainty, Certainty::Possible, "Liquid is no address yet");
    assert_eq!(only(&found, Thing::Address).label(), "e@f.example");
    assert!(Thing::Address.is_personal() && !Thing::Host.is_personal());
    let hosts: Vec<_> =
        found.group(Thing::Host).unwrap().shown.iter().map(Touched::label).collect();
    assert_eq!(hosts, ["crm.example", "Ledger.example:8443"]);
    assert_eq!(only(&found, Thing::ZuoraHost).label(), "rest.eu.zuora.com");
    assert!(!format!("{found:?}").contains("canary"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_shape_alone_is_a_guess_and_a_list_of_fields_is_nothing() {
    let found =
        data(r#"{"a":"INV00012345","b":["A-S00000042","P-00000001","A00004711","A0000471"]}"#);
    let one = only(&found, Thing::Invoice);
    assert_eq!((one.certainty, one.spot.to_string()), (Certainty::Possible, "data.a".to_owned()));
    assert_eq!(only(&found, Thing::Subscription).spot.json_path(), "$.b[0]");
    assert_eq!(found.groups.len(), 4);
    let fields = touches(
        r#""parameters":{"fields":{"Account":{"Id":"true","Balance":"true"}},"AccountId":"{{Data.Account.Id}}"}"#,
    );
    assert_eq!((fields.groups.len(), fields.amounts.len()), (0, 0), "{fields:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn odd_keys_are_quoted_in_a_place() {
    let found = data(r#"{"a.b \"c\"":{"":[{"Account.Id":"x1","0":1}]}}"#);
    assert_eq!(only(&found, Thing::Account).spot.json_path(), r#"$["a.b \"c\""][""][0]"#);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_lies_too_deep_is_told_and_what_follows_is_found() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let found = data(&format!(r#"{{"deep":{deep},"__proto__":{deep},"Invoice":{{"Id":"1"}}}}"#));
    assert!(!found.whole);
    assert_eq!(only(&found, Thing::Invoice).id.as_deref(), Some("1"));
    assert!(data(r#"{"Invoice":{"Id":"1"}}"#).whole);
}

/// Rows of invoices, about so many bytes of them.
fn rows(count: usize) -> String {
    let mut rows = String::from("{\"Account\":{\"Currency\":\"USD\"},\"Invoice\":[");
    for place in 0..count {
        let comma = if place == 0 { "" } else { "," };
        let _written = write!(
            rows,
            r#"{comma}{{"Amount":{}.{:02},"Id":"{:032x}","InvoiceNumber":"INV{place:08}"}}"#,
            place % 1000,
            place % 100,
            place + 1
        );
    }
    rows.push_str("]}");
    rows
}

#[wasm_bindgen_test(unsupported = test)]
fn five_megabytes_of_rows_are_counted_and_added() {
    let text = rows(57_856);
    assert!(text.len() > 5_000_000, "{}", text.len());
    let found = data(&text);
    let invoices = found.group(Thing::Invoice).unwrap();
    assert_eq!(group_line(invoices), "57,856 invoices");
    assert_eq!((invoices.shown.len(), invoices.and_more, found.whole), (SHOWN, false, true));
    let cents: usize = (0..57_856).map(|place| place % 1000 * 100 + place % 100).sum();
    let sum = format!("{}.{:02}", cents / 100, cents % 100);
    assert_eq!(money(&found), [("Invoice.Amount", Some("USD"), sum.as_str(), 57_856)]);
}

/// Nanoseconds on a processor so far: other work on the machine does not count. Linux only.
#[cfg(not(target_arch = "wasm32"))]
fn on_cpu() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    told.split(' ').next().unwrap().parse().unwrap()
}

/// Not run by itself: `cargo test -p reprise-domain --test touches -- --ignored --nocapture`.
#[cfg(not(target_arch = "wasm32"))]
#[test]
#[ignore = "a measurement: it says how long 5 MB take and fails for nothing"]
fn measure_five_megabytes() {
    let task = task(&format!(r#"{{"id":1,"data":{}}}"#, rows(57_856)));
    let start = on_cpu();
    let text = task.data.as_ref().unwrap().text();
    serde_json::from_str::<serde::de::IgnoredAny>(text).unwrap();
    eprintln!("serde_json skips them in {} ns", on_cpu() - start);
    let mut times: Vec<_> = (0..9)
        .map(|_| {
            let start = on_cpu();
            assert!(Touches::of(&task).whole);
            on_cpu() - start
        })
        .collect();
    times.sort_unstable();
    eprintln!("touches of 5 MB: median {} ns, all {times:?}", times[4]);
}
