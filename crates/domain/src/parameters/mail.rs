//! An e-mail: who gets it, and its template as source. It is never shown as a page.

use super::Content;
use super::taking::{Fields, list};
use crate::payload::mask::Masked;
use crate::payload::{Json, Kind};
use crate::source::Language;

/// An e-mail. Addresses may be Liquid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Recipients.
    pub to: Vec<String>,
    /// Recipients of a copy.
    pub cc: Vec<String>,
    /// Recipients of a copy whom the others do not see.
    pub bcc: Vec<String>,
    /// Sender, and the name shown with it.
    pub from: Vec<String>,
    /// Where answers go.
    pub reply_to: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Whether it is only prepared (`preview_only`).
    pub preview_only: bool,
    /// The template's language and text.
    pub template: Option<(Language, Masked)>,
}

pub(super) fn read(fields: &mut Fields) {
    let Some(email) = fields.take("email") else { return };
    if email.kind() != Kind::Object {
        fields.push("E-mail", "email", Content::Tree(email));
        return;
    }
    let members = email.members();
    let member = |name: &str| members.iter().rev().find(|(key, _)| key == name).map(|(_, v)| v);
    let texts = |name| member(name).and_then(list).unwrap_or_default();
    let mut from = texts("name");
    from.extend(texts("from"));
    let template = member("template").and_then(Json::string).filter(|text| !text.is_empty());
    let mail = Mail {
        to: texts("to"),
        cc: texts("cc"),
        bcc: texts("bcc"),
        from,
        reply_to: texts("reply_to"),
        subject: member("subject").map(Json::plain).unwrap_or_default(),
        preview_only: member("preview_only").is_some_and(crate::callout::is_on),
        template: template.map(|text| (Language::Html, Masked::of(text))),
    };
    let attachments = member("attachments").cloned().filter(|value| !value.members().is_empty());
    fields.push("E-mail", "email", Content::Mail(Box::new(mail)));
    if let Some(attachments) = attachments {
        fields.push("Attachments", "email.attachments", Content::Tree(attachments));
    }
}
