//! Takes members of a configuration into sections; what is left is known by name.

use super::{Content, Fact, Section};
use crate::payload::mask::Masked;
use crate::payload::mask::names_a_secret;
use crate::payload::{Json, Kind};
use crate::source::Language;

/// Text that Liquid is in, or of several lines: escapes would hide what it says.
fn is_source(text: &str) -> bool {
    text.contains("{%") || text.contains("{{") || text.trim().contains('\n')
}

/// Sources that get a section without a rule for their names.
const MOST_SOURCES: usize = 50;

/// The members that are not yet in a section, and the sections.
pub(super) struct Fields {
    members: Vec<(String, Json)>,
    pub(super) sections: Vec<Section>,
}

impl Fields {
    pub(super) fn of(parameters: &Json) -> Self {
        Self { members: parameters.members(), sections: Vec::new() }
    }

    /// Takes a member; null counts as absent.
    pub(super) fn take(&mut self, name: &str) -> Option<Json> {
        let place = self.members.iter().rposition(|(key, _)| key == name)?;
        Some(self.members.remove(place).1).filter(|value| !value.is_null())
    }

    /// Takes a member that is a text; one of another form stays.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let place = self.members.iter().rposition(|(key, _)| key == name)?;
        let text = self.members.get(place)?.1.string()?;
        self.members.remove(place);
        Some(text)
    }

    /// Puts a member back that was not understood.
    pub(super) fn keep(&mut self, name: &str, value: Json) {
        self.members.push((name.to_owned(), value));
    }

    pub(super) fn push(&mut self, label: &'static str, name: &str, content: Content) {
        self.sections.push(Section { label, path: format!("parameters.{name}"), content });
    }

    /// A text as source; an empty one makes no section.
    pub(super) fn source(&mut self, label: &'static str, name: &str, language: Option<Language>) {
        let Some(text) = self.text(name).filter(|text| !text.trim().is_empty()) else { return };
        let language = language.unwrap_or_else(|| Language::of(&text));
        self.push_source(label, name, language, text);
    }

    fn push_source(&mut self, label: &'static str, name: &str, language: Language, text: String) {
        let text = match language {
            _ if names_a_secret(name) => Masked::whole(name, text),
            Language::Json | Language::Html => Masked::of(text),
            _ => Masked::named(name, text),
        };
        self.push(label, name, Content::Source { language, text });
    }

    /// Small settings: those of the list that are there and are no object.
    pub(super) fn facts(&mut self, label: &'static str, names: &[(&str, &'static str)]) {
        let mut facts = Vec::new();
        for (name, label) in names {
            facts.extend(self.fact(name, label));
        }
        self.push_facts(label, facts);
    }

    pub(super) fn push_facts(&mut self, label: &'static str, facts: Vec<Fact>) {
        if !facts.is_empty() {
            let path = "parameters".to_owned();
            self.sections.push(Section { label, path, content: Content::Facts(facts) });
        }
    }

    fn fact(&mut self, name: &str, label: &'static str) -> Option<Fact> {
        let value = self.take(name)?;
        match plain(&value) {
            Some(text) if text.trim().is_empty() => None,
            Some(text) => Some(fact(name, label, text)),
            None => {
                self.keep(name, value);
                None
            }
        }
    }

    /// Every text left that is source, up to a number: what is beyond is in the tree.
    pub(super) fn other_sources(&mut self) {
        let members = std::mem::take(&mut self.members);
        let mut shown = 0;
        for (name, value) in members {
            match value.string().filter(|text| shown < MOST_SOURCES && is_source(text)) {
                Some(text) => {
                    shown += 1;
                    let language = Language::of(&text);
                    self.push_source("Source", &name, language, text);
                }
                None => self.members.push((name, value)),
            }
        }
    }

    /// Names of what no section shows.
    pub(super) fn left(&self) -> Vec<String> {
        self.members.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// A setting under its name: a credential when the name says so.
pub(super) fn fact(name: &str, label: &'static str, text: String) -> Fact {
    let value = if name == "url" { Masked::of(text) } else { Masked::named(name, text) };
    Fact { label, name: name.to_owned(), value }
}

/// A value that can stand in one line: a text, number or word, or a list of such.
pub(super) fn plain(value: &Json) -> Option<String> {
    match value.kind() {
        Kind::Object => None,
        Kind::Array => list(value).map(|texts| texts.join(", ")),
        _ => Some(value.plain()),
    }
}

/// A list of plain values, or one of them alone; empty ones left out.
pub(super) fn list(value: &Json) -> Option<Vec<String>> {
    let items = if value.kind() == Kind::Array { value.items() } else { vec![value.clone()] };
    let is_plain = |item: &Json| !matches!(item.kind(), Kind::Object | Kind::Array);
    let all_plain = items.iter().all(is_plain);
    let texts = items.iter().filter(|item| !item.is_null()).map(Json::plain);
    all_plain.then(|| texts.filter(|text| !text.trim().is_empty()).collect())
}
