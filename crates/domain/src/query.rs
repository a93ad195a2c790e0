//! Which tasks a list shows: the filters of `GET /workflows/tasks`, in the page's address too.

use form_urlencoded::{Serializer, parse};

/// Most tasks that Zuora puts on a page. Source: Zuora API reference 2026-09-11, `page_length`.
pub const LONGEST_PAGE: u32 = 100;

/// Tasks on a page unless asked otherwise. Every task carries its payload, so a page is short.
pub const USUAL_PAGE: u32 = 20;

/// Filters and page. The fields bear the API's names; an empty text filters nothing.
///
/// Source: Zuora API reference 2026-09-11, `GET_WorkflowsTasks`. There is no filter by status,
/// date or error text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskQuery {
    /// Task number.
    pub id: String,
    /// Task name.
    pub name: String,
    /// Runs' tasks (true), setup tasks (false), or both.
    ///
    /// LIVE-UNVERIFIED(that `instance` separates the two; the reference repeats the text of
    /// another parameter; when known, correct the labels of this filter)
    pub instance: Option<bool>,
    /// What the task does.
    pub action_type: String,
    /// Zuora object.
    pub object: String,
    /// That object's id.
    pub object_id: String,
    /// Type of API used.
    pub call_type: String,
    /// Run, or setup version.
    pub workflow_id: String,
    /// Any of these tags, comma between.
    pub tags: String,
    /// Page, from 1.
    pub page: u32,
    /// Tasks on a page, 1 to [`LONGEST_PAGE`].
    pub page_length: u32,
    /// Whether the page hides what has not failed. Zuora is not told: it cannot filter by status.
    pub failed_only: bool,
}

impl Default for TaskQuery {
    /// The tasks of runs: what an operator comes for.
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            instance: Some(true),
            action_type: String::new(),
            object: String::new(),
            object_id: String::new(),
            call_type: String::new(),
            workflow_id: String::new(),
            tags: String::new(),
            page: 1,
            page_length: USUAL_PAGE,
            failed_only: false,
        }
    }
}

impl TaskQuery {
    /// Reads the query part of an address. What it does not understand it leaves at its default.
    #[must_use]
    pub fn from_address(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in parse(query.trim_start_matches('?').as_bytes()) {
            if let Some((_, field)) = read.texts_mut().into_iter().find(|(own, _)| *own == name) {
                value.trim().clone_into(field);
                continue;
            }
            match name.as_ref() {
                "instance" if value == "any" => read.instance = None,
                "instance" => read.instance = value.parse().ok().or(read.instance),
                "failed" => read.failed_only = value == "1",
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                "page_length" => {
                    read.page_length = value.parse().unwrap_or(USUAL_PAGE).clamp(1, LONGEST_PAGE);
                }
                _ => {}
            }
        }
        read
    }

    /// The query part of the page's address, without what is usual.
    #[must_use]
    pub fn to_address(&self) -> String {
        let usual = Self::default();
        let mut address = Serializer::new(String::new());
        for (name, value) in self.texts() {
            if !value.is_empty() {
                address.append_pair(name, value);
            }
        }
        if self.instance != usual.instance {
            address.append_pair("instance", self.instance.map_or("any", bool_word));
        }
        if self.page_length != usual.page_length {
            address.append_pair("page_length", &self.page_length.to_string());
        }
        if self.failed_only {
            address.append_pair("failed", "1");
        }
        if self.page != usual.page {
            address.append_pair("page", &self.page.to_string());
        }
        address.finish()
    }

    /// The query part of the request.
    ///
    /// Tags go as `tags[]=a&tags[]=b`. LIVE-UNVERIFIED(the serialisation of tags; the reference's
    /// text says `tags[]=`, its schema says `tags=a,b`; when known, keep the one that works)
    #[must_use]
    pub fn to_request(&self) -> String {
        let mut request = Serializer::new(String::new());
        for (name, value) in self.texts() {
            if !value.is_empty() && name != "tags" {
                request.append_pair(name, value);
            }
        }
        for tag in self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            request.append_pair("tags[]", tag);
        }
        if let Some(instance) = self.instance {
            request.append_pair("instance", bool_word(instance));
        }
        request.append_pair("page", &self.page.to_string());
        request.append_pair("page_length", &self.page_length.to_string());
        request.finish()
    }

    /// The same filters on another page.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Self {
        Self { page: page.max(1), ..self.clone() }
    }

    /// What Zuora is asked, whatever the page hides of the answer.
    #[must_use]
    pub fn as_asked(&self) -> Self {
        Self { failed_only: false, ..self.clone() }
    }

    /// How many filters narrow the list.
    #[must_use]
    pub fn narrowed_by(&self) -> usize {
        let texts = self.texts().into_iter().filter(|(_, value)| !value.is_empty()).count();
        texts + usize::from(self.instance != Self::default().instance)
    }

    fn texts(&self) -> [(&'static str, &str); 8] {
        [
            ("id", &self.id),
            ("name", &self.name),
            ("action_type", &self.action_type),
            ("object", &self.object),
            ("object_id", &self.object_id),
            ("call_type", &self.call_type),
            ("workflow_id", &self.workflow_id),
            ("tags", &self.tags),
        ]
    }

    /// The filters that are texts, with the API's names.
    pub fn texts_mut(&mut self) -> [(&'static str, &mut String); 8] {
        [
            ("id", &mut self.id),
            ("name", &mut self.name),
            ("action_type", &mut self.action_type),
            ("object", &mut self.object),
            ("object_id", &mut self.object_id),
            ("call_type", &mut self.call_type),
            ("workflow_id", &mut self.workflow_id),
            ("tags", &mut self.tags),
        ]
    }
}

const fn bool_word(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
