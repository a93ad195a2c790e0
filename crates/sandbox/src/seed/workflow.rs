//! A workflow definition with its active version.

use crate::calendar::iso;
use crate::json_text::{object, quoted};

#[derive(Clone, Debug)]
pub(crate) struct Workflow {
    pub(crate) definition: u64,
    pub(crate) version: u64,
    pub(crate) name: String,
    pub(crate) interval: Option<&'static str>,
}

/// 2019-05-31T14:52:38.171Z, the creation date of the published sample.
const CREATED_MS: i64 = 1_559_314_358_171;

impl Workflow {
    /// In a list each workflow also has its inactive versions, under a name that the contract
    /// misspells. Source: Zuora API reference 2026-09-11, `WorkflowDefinitionAndVersions`.
    pub(crate) fn to_json(&self, in_list: bool) -> String {
        let active = object([
            ("description", quoted("")),
            ("id", self.version.to_string()),
            ("status", quoted("Active")),
            ("type", quoted("Workflow::Setup")),
            ("version", quoted("0.0.1")),
        ]);
        let mut fields = vec![
            ("active_version", active),
            ("calloutTrigger", "false".to_owned()),
            ("createdAt", quoted(&iso(CREATED_MS))),
            ("description", quoted("")),
            ("id", self.definition.to_string()),
            ("interval", self.interval.map_or_else(|| "null".to_owned(), quoted)),
        ];
        if in_list {
            fields.push(("latest_inactive_verisons", "[]".to_owned()));
        }
        fields.extend([("name", quoted(&self.name)), ("ondemandTrigger", "true".to_owned())]);
        if !in_list {
            fields.push(("priority", quoted("Medium")));
        }
        fields.extend([
            ("scheduledTrigger", self.interval.is_some().to_string()),
            ("status", quoted("Active")),
            ("timezone", self.interval.map_or_else(|| "null".to_owned(), |_| quoted("Berlin"))),
            ("updatedAt", quoted(&iso(CREATED_MS))),
        ]);
        object(fields)
    }
}
