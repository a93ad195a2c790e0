//! A text inside a text: what JSON, addresses and markup write in their own way, read as it was
//! meant, with the way back to where it stands.

use crate::characters::resolve_into;

/// A text as it was meant.
pub(super) struct Decoded {
    pub(super) text: String,
    /// Places, each in the decoded text and in the text as it came: where a stretch of equal
    /// letters begins.
    steps: Vec<(usize, usize)>,
}

impl Decoded {
    const fn new() -> Self {
        Self { text: String::new(), steps: Vec::new() }
    }

    /// The characters of a JSON text without its quotes.
    pub(super) fn json(inner: &str) -> Self {
        let mut own = Self::new();
        let (mut raw, mut read) = (0, 0);
        let mut text = String::new();
        resolve_into(inner, &mut text, |raw_length, length| {
            own.steps.push((read, raw));
            raw += raw_length;
            read += length;
        });
        own.steps.push((read, raw));
        own.text = text;
        own
    }

    /// A text in which quotes and other signs are escaped by a backslash, as JSON inside a text is.
    pub(super) fn backslashes(text: &str) -> Self {
        Self::by(text, b'\\', |rest| {
            let sign = rest.chars().nth(1)?;
            let meant = match sign {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'u' => {
                    let code = u32::from_str_radix(rest.get(2..6)?, 16).ok()?;
                    return Some((6, char::from_u32(code)?));
                }
                '"' | '\'' | '\\' | '/' => sign,
                _ => return None,
            };
            Some((2, meant))
        })
    }

    /// A part of an address or a form: RFC 3986, section 2.1. Of ASCII alone.
    pub(super) fn percent(text: &str) -> Self {
        Self::by(text, b'%', |rest| {
            let code = u8::from_str_radix(rest.get(1..3)?, 16).ok()?;
            code.is_ascii().then_some((3, char::from(code)))
        })
    }

    /// Markup inside of markup or JSON.
    pub(super) fn entities(text: &str) -> Self {
        const ENTITIES: [(&str, char); 7] = [
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&apos;", '\''),
            ("&#39;", '\''),
            ("&#34;", '"'),
            ("&amp;", '&'),
        ];
        Self::by(text, b'&', |rest| {
            let (name, sign) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name))?;
            Some((name.len(), *sign))
        })
    }

    /// A text with letters in disguise: of full width (U+FF01 to U+FF5E), or parted by signs that
    /// have none.
    pub(super) fn folded(text: &str) -> Self {
        let mut own = Self::new();
        for (at, sign) in text.char_indices() {
            let meant = match sign {
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0),
                sign => Some(sign),
            };
            own.steps.push((own.text.len(), at));
            own.text.extend(meant);
        }
        own.steps.push((own.text.len(), text.len()));
        own
    }

    /// Reads each stretch that begins with a mark: its length as it came, and what it means.
    fn by(text: &str, mark: u8, read: impl Fn(&str) -> Option<(usize, char)>) -> Self {
        let mut own = Self::new();
        let mut at = 0;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            own.steps.push((own.text.len(), at));
            let Some(plain) = rest.bytes().position(|byte| byte == mark) else {
                own.text.push_str(rest);
                own.steps.push((own.text.len(), text.len()));
                return own;
            };
            let (before, marked) = rest.split_at(plain);
            own.text.push_str(before);
            at += plain;
            if let Some((length, sign)) = read(marked) {
                own.steps.push((own.text.len(), at));
                own.text.push(sign);
                at += length;
            } else {
                own.text.push(char::from(mark));
                at += 1;
            }
        }
    }

    /// Where a place of it stands in the text as it came.
    pub(super) fn place(&self, at: usize) -> usize {
        let next = self.steps.partition_point(|(read, _)| *read <= at);
        let Some((read, raw)) = next.checked_sub(1).and_then(|own| self.steps.get(own)) else {
            return at;
        };
        let place = raw + (at - read);
        // A sign is one place, however it was written.
        self.steps.get(next).map_or(place, |(_, raw)| place.min(*raw))
    }
}
