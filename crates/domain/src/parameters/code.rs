//! Scripts, functions and transfers.

use super::taking::Fields;
use crate::source::Language;

pub(super) fn read_script(fields: &mut Fields) {
    fields.source("Script", "code", Some(Language::JavaScript));
    fields.facts(
        "Settings",
        &[("placement", "Put into the payload as"), ("timeout", "Seconds at most")],
    );
}

pub(super) fn read_lambda(fields: &mut Fields) {
    fields.facts(
        "Function",
        &[
            ("function_name", "Function"),
            ("region", "Region"),
            ("placement", "Put into the payload as"),
        ],
    );
}

pub(super) fn read_transfer(fields: &mut Fields) {
    fields.facts(
        "Transfer",
        &[
            ("host", "Host"),
            ("port", "Port"),
            ("username", "User"),
            ("password", "Password"),
            ("bucket", "Bucket"),
            ("region", "Region"),
            ("path", "Folder"),
            ("filename", "File"),
        ],
    );
}
