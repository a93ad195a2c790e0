//! One task as Zuora would store and write it.

use crate::json_text::JsonText;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a rerun of a task brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Prospect {
    /// The cause was mended in the meantime.
    Succeeds,
    /// The cause is in the workflow itself: the same error comes back.
    FailsAgain,
}

/// A task: its fields as JSON text in the alphabetical order of the published sample.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) id: u64,
    /// The org whose users see it; `None` for every org.
    pub(crate) org: Option<&'static str>,
    pub(crate) prospect: Prospect,
    fields: Vec<(Cow<'static, str>, JsonText)>,
    /// The error fields of the last failure, kept for [`Prospect::FailsAgain`].
    last_failure: Vec<(&'static str, JsonText)>,
}

const ERROR_FIELDS: [&str; 3] = ["error", "error_class", "error_details"];

impl Task {
    /// A task whose JSON has the field `id` and no other.
    pub(crate) fn bare(id: u64) -> Self {
        let fields = vec![(Cow::Borrowed("id"), JsonText::number(id))];
        let (prospect, last_failure) = (Prospect::Succeeds, Vec::new());
        Self { id, org: None, prospect, fields, last_failure }
    }

    /// Reads a task whose fields are to be kept as they are written.
    pub(crate) fn parse(id: u64, text: &str) -> Self {
        let fields: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(text).unwrap_or_default();
        let mut task = Self::bare(id);
        for (name, value) in fields {
            task.set(name, JsonText::raw(value.get()));
        }
        task
    }

    /// Puts a field in its alphabetical place or overwrites it.
    pub(crate) fn set(&mut self, name: impl Into<Cow<'static, str>>, value: JsonText) {
        let name = name.into();
        if let Some((_, old)) = self.fields.iter_mut().find(|(known, _)| *known == name) {
            *old = value;
        } else {
            let place = self.fields.partition_point(|(known, _)| *known < name);
            self.fields.insert(place, (name, value));
        }
    }

    pub(crate) fn with(mut self, name: impl Into<Cow<'static, str>>, value: JsonText) -> Self {
        self.set(name, value);
        self
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.fields.retain(|(known, _)| known != name);
    }

    pub(crate) fn field(&self, name: &str) -> Option<&JsonText> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(crate) fn string(&self, name: &str) -> Option<String> {
        self.field(name).and_then(JsonText::as_string)
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.field(name).and_then(JsonText::as_number)
    }

    pub(crate) fn status(&self) -> Option<String> {
        self.string("status")
    }

    /// Whether it belongs to a run (and not to a definition).
    pub(crate) fn is_instance(&self) -> bool {
        matches!(self.field("instance"), Some(JsonText::Written(text)) if &**text == "true")
    }

    pub(crate) fn run_id(&self) -> Option<u64> {
        if self.is_instance() { self.number("workflow_id") } else { None }
    }

    pub(crate) fn fail(&mut self, error: &str, class: &str, details: Option<&str>) {
        self.set("status", JsonText::string("Error"));
        self.set("error", JsonText::string(error));
        self.set("error_class", JsonText::string(class));
        self.set("error_details", details.map_or_else(JsonText::null, JsonText::string));
    }

    /// LIVE-UNVERIFIED(a rerun task keeps its id, becomes Queued, loses its error and its times;
    /// nothing public shows a rerun's answer; compare one on a live tenant and correct here).
    pub(crate) fn queue_again(&mut self, keeps_times: bool) {
        if self.status().as_deref() == Some("Error") {
            self.last_failure = ERROR_FIELDS
                .iter()
                .filter_map(|name| self.field(name).map(|value| (*name, value.clone())))
                .collect();
        }
        for name in ERROR_FIELDS {
            self.set(name, JsonText::null());
        }
        if !keeps_times {
            self.remove("start_time");
            self.remove("end_time");
        }
        self.set("status", JsonText::string("Queued"));
    }

    /// Sets a time, unless it is kept as it was.
    pub(crate) fn set_time(&mut self, name: &'static str, at: &str, keeps_times: bool) {
        if !keeps_times || self.field(name).is_none() {
            self.set(name, JsonText::string(at));
        }
    }

    /// Ends the task as its prospect says; true if it succeeded.
    pub(crate) fn conclude(&mut self, ended_at: &str, keeps_times: bool) -> bool {
        self.set_time("end_time", ended_at, keeps_times);
        if self.prospect == Prospect::FailsAgain {
            self.set("status", JsonText::string("Error"));
            for (name, value) in self.last_failure.clone() {
                self.set(name, value);
            }
            return false;
        }
        self.set("status", JsonText::string("Success"));
        true
    }

    pub(crate) fn write_to(&self, out: &mut String) {
        for (index, (name, value)) in self.fields.iter().enumerate() {
            out.push(if index == 0 { '{' } else { ',' });
            out.push_str(&crate::json_text::quoted(name));
            out.push(':');
            value.write_to(out);
        }
        out.push('}');
    }

    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_to(&mut out);
        out
    }
}
