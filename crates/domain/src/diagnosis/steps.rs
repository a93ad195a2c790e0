//! How many things a task does in one try.

use super::evidence::find;
use super::outlet;
use super::request::Request;
use crate::payload::{Json, Kind};

/// How many requests that may have an effect one try makes, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Steps {
    /// One, for one thing: its failure tells of all that the try did.
    One,
    /// More, or nobody knows: what failed may be the last of them, or one among them.
    Many,
}

/// Types that make one request in a try; every other type counts as many.
///
/// Source: Zuora's task catalogue (task reference and coding guide 2026); inferred from what each
/// is said to do. Left out on purpose: what orders and then polls (`AsynchronousCallout`), runs over
/// rows, payments or invoices, or starts other work and waits for it.
const SINGLE: [&str; 21] = [
    "Callout",
    "Create",
    "Update",
    "Delete",
    "CustomObject::Create",
    "CustomObject::Update",
    "CustomObject::Delete",
    "NewProduct",
    "RemoveProduct",
    "Suspend",
    "Resume",
    "Cancel",
    "WriteOff",
    "Email",
    "Notifications::SMS",
    "Notifications::PhoneCall",
    "Attachment",
    "Upload::SFTP",
    "Upload::FTP",
    "Upload::S3",
    "Logic::Lambda",
];

impl Steps {
    pub(super) fn of(
        action_type: &str,
        object: Option<&str>,
        request: &Request,
        parameters: &[(String, Json)],
        scopes: &[(String, Json)],
    ) -> Self {
        let several = match action_type {
            "Callout" | "Logic::Lambda" => request.sends_several,
            "Email" => false,
            "Notifications::SMS" | "Notifications::PhoneCall" => receivers(parameters) > 1,
            // Servers that are signed in to refuse that before the first file; the others refuse a
            // file, perhaps not the first.
            "Attachment" | "Upload::SFTP" | "Upload::FTP" => files(parameters, scopes) > 1,
            "Upload::S3" => files(parameters, scopes) != 1,
            _ => works_on_list(object, scopes) || names_list(parameters) || bills_too(parameters),
        };
        if SINGLE.contains(&action_type) && !several { Self::One } else { Self::Many }
    }
}

fn receivers(parameters: &[(String, Json)]) -> usize {
    find(parameters, "to").map_or(1, |to| match to.kind() {
        Kind::Array => to.items().len(),
        _ => to.plain().split([',', ';', ' ']).filter(|part| !part.is_empty()).count(),
    })
}

/// Source: Zuora workflow data flow: `Files` holds a record for each file.
fn files(parameters: &[(String, Json)], scopes: &[(String, Json)]) -> usize {
    let own = find(parameters, "files").map_or(0, Json::child_count);
    let handed = find(scopes, "Files").map_or(0, Json::child_count);
    own.max(handed)
}

/// Whether a change of a subscription also bills it or collects: then the refusal may be of the last
/// of three.
///
/// Source: Zuora API reference 2026-09-11, amend: `GenerateInvoice`, `ProcessPayments`; actions of a
/// subscription: `invoice`, `collect`, `runBilling`.
fn bills_too(parameters: &[(String, Json)]) -> bool {
    let words = [
        "generateinvoice",
        "generate_invoice",
        "processpayment",
        "process_payment",
        "collect",
        "runbilling",
        "run_billing",
    ];
    outlet::names(parameters, &words, 3)
}

/// Whether the configuration takes every item of a list, or several at a time.
///
/// Source: Zuora workflow task configuration (2026): `chunk_size`; Liquid's `[*]` and `for`.
fn names_list(parameters: &[(String, Json)]) -> bool {
    let chunks = ["chunk_size", "batch_size"].iter().filter_map(|name| find(parameters, name));
    let several = |size: Json| !matches!(size.plain().trim(), "" | "0" | "1");
    let written =
        |value: &Json| ["[*]", "{% for ", "{%- for "].map(|word| value.text().contains(word));
    chunks.cloned().any(several)
        || parameters.iter().any(|(_, value)| written(value).contains(&true))
}

/// Whether the payload has a list of what the task works on. Without an object any list may be it.
fn works_on_list(object: Option<&str>, scopes: &[(String, Json)]) -> bool {
    let listed = |value: &Json| value.kind() == Kind::Array && value.items().len() > 1;
    let meant = |name: &str| match object {
        Some(object) => name.eq_ignore_ascii_case(object),
        None => name != "Callout",
    };
    scopes.iter().any(|(name, value)| meant(name) && listed(value))
}
