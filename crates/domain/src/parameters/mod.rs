//! What a task is set to do, by its type: sections that can be read, and the names of what is
//! not understood.
//!
//! Source: Zuora's editor plugin, task configuration and examples (2026); Zuora product
//! documentation, task reference (2026). Booleans and numbers are texts there (`"true"`, `"30"`).
//! LIVE-UNVERIFIED(all key names; from exports, not from a run's parameters; when known, mend the
//! tables here)

mod call;
mod clause;
mod code;
mod expression;
mod mail;
mod query;
mod seen;
mod taking;
mod waiting;

pub use clause::{Clause, Condition};
pub use mail::Mail;
pub use seen::{Seen, Sight};

use crate::callout::Header;
use crate::payload::mask::Masked;
use crate::payload::{Json, Kind};
use crate::source::Language;
use crate::task::Task;

use seen::Payload;
use taking::Fields;

/// The configuration of a task, to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is understood, in the order of reading.
    pub sections: Vec<Section>,
    /// Names of members that no section shows: they are in the tree alone.
    pub unread: Vec<String>,
    /// What Liquid outside of clauses reads from the payload.
    pub seen: Vec<Seen>,
}

/// A part of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub label: &'static str,
    /// Where it stands, such as `parameters.raw_body`.
    pub path: String,
    /// What it says.
    pub content: Content,
}

/// How a section is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text in some language.
    Source {
        /// The language.
        language: Language,
        /// The text.
        text: Masked,
    },
    /// Headers, or fields of a form.
    Pairs(Vec<Header>),
    /// Small settings by their names.
    Facts(Vec<Fact>),
    /// Sentences.
    Words(Vec<String>),
    /// Conditions and the values they saw.
    Clauses(Vec<Clause>),
    /// An e-mail.
    Mail(Box<Mail>),
    /// A value of another form than documented.
    Tree(Json),
}

/// A small setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// The name that Zuora gives it.
    pub name: String,
    /// Its value.
    pub value: Masked,
}

/// The sections of a task's configuration; `None` when it has none.
#[must_use]
pub fn settings(task: &Task) -> Option<Settings> {
    let parameters = task.parameters.as_ref().filter(|all| all.kind() == Kind::Object)?;
    let mut fields = Fields::of(parameters);
    let mut payload = Payload::of(task.data.as_ref());
    match task.action_type.as_deref().unwrap_or_default() {
        "Callout" => call::read(&mut fields),
        "AsynchronousCallout" => call::read_with_polling(&mut fields),
        "Email" => mail::read(&mut fields),
        "Query" | "GraphQuery" | "Export" | "CustomObject::Query" => {
            query::read(&mut fields, task.object.as_deref());
        }
        "Data::Link" => fields.source("Data Query", "query", Some(Language::Sql)),
        "Data::Aqua" => fields.source("Query", "query", Some(Language::Zoql)),
        "If" => clause::read_if(&mut fields, &mut payload),
        "Logic::Case" => clause::read_case(&mut fields, &mut payload),
        "Iterate" => waiting::read_iterate(&mut fields),
        "Approval" => waiting::read_approval(&mut fields),
        "Delay" => waiting::read_delay(&mut fields),
        "Script::JavaScript" | "Logic::CustomCode" => code::read_script(&mut fields),
        "Logic::Lambda" => code::read_lambda(&mut fields),
        "Upload::SFTP" | "Download::SFTP" | "Upload::FTP" | "Upload::S3" | "Download::S3" => {
            code::read_transfer(&mut fields);
        }
        _ => {}
    }
    fields.other_sources();
    let seen = payload.all_seen(&fields.sections);
    Some(Settings { unread: fields.left(), sections: fields.sections, seen })
}
