//! How many things a task does in one try.

use super::evidence::find;
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
/// rows, files, payments or invoices, starts other work and waits for it, or is sent by a client
/// that repeats by itself (Lambda, S3), and FTP with its second connection.
const SINGLE: [&str; 18] = [
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
];

impl Steps {
    pub(super) fn of(
        action_type: &str,
        object: Option<&str>,
        parameters: &[(String, Json)],
        scopes: &[(String, Json)],
    ) -> Self {
        let several = match action_type {
            "Callout" | "Email" => false,
            "Notifications::SMS" | "Notifications::PhoneCall" => receivers(parameters) > 1,
            "Attachment" | "Upload::SFTP" => files(parameters, scopes) > 1,
            _ => works_on_list(object, scopes),
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

/// Whether the payload has a list of what the task works on. Without an object any list may be it.
fn works_on_list(object: Option<&str>, scopes: &[(String, Json)]) -> bool {
    let listed = |value: &Json| value.kind() == Kind::Array && value.items().len() > 1;
    let meant = |name: &str| match object {
        Some(object) => name.eq_ignore_ascii_case(object),
        None => name != "Callout",
    };
    scopes.iter().any(|(name, value)| meant(name) && listed(value))
}
