//! One value: a handle on its span.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::characters::resolved;
use crate::decode::Oddity;
use crate::document::{Document, NONE, short};
use crate::level::{Children, Level};
use crate::not_json::NotJson;
use crate::received::Received;

/// What a JSON value is, by its first character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    Text,
    /// `1`, `1.10`, `1e400`
    Number,
    /// `true`, `false`
    Bool,
    /// `null`
    Null,
}

/// One JSON value: a span of a text that is known to be well-formed there. Cloning is cheap.
#[derive(Clone)]
pub struct Json {
    document: Arc<Document>,
    start: u32,
    end: u32,
    place: u32,
}

impl Json {
    /// Takes a whole text as one JSON value.
    ///
    /// # Errors
    ///
    /// [`NotJson`] says where the text ceases to be one well-formed value, and why.
    pub fn parse(text: &Arc<str>) -> Result<Self, NotJson> {
        Document::shared(text).map(Self::whole)
    }

    /// Takes bytes as one JSON value. They are kept as they are and not copied.
    ///
    /// # Errors
    ///
    /// As [`Json::parse`], and at the first byte that is no UTF-8.
    pub fn parse_bytes(bytes: Vec<u8>) -> Result<Self, NotJson> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            NotJson::new(error.as_bytes(), at, "this byte is no UTF-8")
        })?;
        Self::parse_received(&text.into())
    }

    /// Takes a whole answer as one JSON value.
    ///
    /// # Errors
    ///
    /// As [`Json::parse`].
    pub fn parse_received(text: &Received) -> Result<Self, NotJson> {
        Document::received(text).map(Self::whole)
    }

    fn whole((document, span): (Document, Range<usize>)) -> Self {
        // The outermost container is the first of the table.
        let place = if document.container(0).is_some() { 0 } else { NONE };
        Self::at_span(&Arc::new(document), span, place)
    }

    pub(crate) fn at_span(document: &Arc<Document>, span: Range<usize>, place: u32) -> Self {
        let document = Arc::clone(document);
        Self { document, start: short(span.start), end: short(span.end), place }
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    pub(crate) const fn shared_document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Its place in the table of containers.
    pub(crate) const fn place(&self) -> u32 {
        self.place
    }

    /// What was odd about the bytes of the whole answer that this is a part of.
    #[must_use]
    pub fn oddity(&self) -> Oddity {
        self.document.oddity().cloned().unwrap_or_default()
    }

    /// The bytes as received.
    #[must_use]
    pub fn text(&self) -> &str {
        self.document.text().get(self.span()).unwrap_or_default()
    }

    /// Where it stands in the whole text, in bytes.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether both are the same value of the same text, and not only written alike.
    #[must_use]
    pub fn is_same_place(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document) && self.start == other.start
    }

    /// What the value is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.text().bytes().next() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            _ => Kind::Null,
        }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Null
    }

    /// Whether the value is an object or an array.
    #[must_use]
    pub const fn is_container(&self) -> bool {
        self.place != NONE
    }

    /// How many members or items it has, without reading them; 0 for other values.
    #[must_use]
    pub fn child_count(&self) -> usize {
        self.document.container(self.place).map_or(0, |own| own.count as usize)
    }

    /// The members of an object or the items of an array, read as they are asked for.
    #[must_use]
    pub fn children(&self) -> Children {
        Children::of(self)
    }

    /// The members of an object in their order, doubled keys included; nothing for other values.
    #[must_use]
    pub fn members(&self) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        if self.kind() == Kind::Object {
            members.reserve_exact(self.child_count());
            let mut level = Level::of(&self.document, self.place);
            while let Some(entry) = level.next(&self.document) {
                let key = entry.key(&self.document).unwrap_or_default().into_owned();
                members.push((key, entry.json(&self.document)));
            }
        }
        members
    }

    /// The items of an array; nothing for other values.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        if self.kind() == Kind::Array {
            items.reserve_exact(self.child_count());
            let mut level = Level::of(&self.document, self.place);
            while let Some(entry) = level.next(&self.document) {
                items.push(entry.json(&self.document));
            }
        }
        items
    }

    /// The last member of that name (as a JSON reader that keeps one of two would).
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Self> {
        let mut found = None;
        let mut level = Level::of(&self.document, self.place);
        while let Some(entry) = level.next(&self.document) {
            if entry.key(&self.document).is_some_and(|key| key == name) {
                found = Some(entry);
            }
        }
        found.map(|entry| entry.json(&self.document))
    }

    /// The value at a path of member names.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self.clone(), |value, name| value.member(name))
    }

    /// A whole number that fits, or nothing: numbers are never rounded to fit.
    #[must_use]
    pub fn whole_number(&self) -> Option<u64> {
        self.text().parse().ok()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        self.text().parse().ok()
    }

    /// The texts of an array of texts; nothing when anything else is among them.
    #[must_use]
    pub fn strings(&self) -> Option<Vec<String>> {
        let list = (self.kind() == Kind::Array).then(|| self.items())?;
        list.iter().map(Self::string).collect()
    }

    /// The characters of a text value, escapes resolved; half a pair of surrogates becomes U+FFFD.
    #[must_use]
    pub fn string(&self) -> Option<String> {
        self.characters().map(|inner| resolved(inner).into_owned())
    }

    /// What stands between a text value's quotes, as received.
    pub(crate) fn characters(&self) -> Option<&str> {
        self.text().strip_prefix('"')?.strip_suffix('"')
    }

    /// A text value's characters, or any other value as written: for reading, not for copying.
    #[must_use]
    pub fn plain(&self) -> String {
        self.string().unwrap_or_else(|| self.text().to_owned())
    }

    /// How large the value is, in bytes as received.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.span().len()
    }
}

/// Written alike.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Json").field(&self.text()).finish()
    }
}
