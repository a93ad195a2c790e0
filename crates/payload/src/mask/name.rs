//! Which values are secrets by the name of their key, in any writing: `apiKey`, `API_KEY`,
//! `X-Api-Key`, `Api key`.
//!
//! Task parameters hold header keys and sign-in blocks; whether the API masks them is not known,
//! so they are taken to be in the clear.
//! LIVE-UNVERIFIED(masking of secrets in `parameters`; no document says; when known, keep this
//! anyway for payloads)

use super::foreign::FOREIGN;
use super::index::{beginning, index};
use super::value::{is_address, is_mixed, is_placeholder, is_random, is_telling_cookie};
use super::words::{ACCOUNT, BANK, HARMLESS, LAST, NO_TOKEN, TELLING, WEAK, WORDS};

/// What a name says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// Nothing.
    Nothing,
    /// It is a secret.
    Secret,
    /// It is one if it looks random.
    IfRandom,
    /// It is one if it has digits and letters.
    IfKey,
    /// It is a cookie: some only say a language.
    IfNoWord,
    /// It is one if it is an address: whoever knows that of a hook may write to it.
    IfAddress,
    /// It is about an account at a bank, and a secret if it is a number.
    IfNumber,
}

impl Telling {
    /// Whether a value under the name is a secret.
    pub(super) fn hides(self, value: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Secret => !is_placeholder(value),
            Self::IfRandom => is_random(value),
            Self::IfKey => is_random(value) || is_mixed(value),
            Self::IfNoWord => is_telling_cookie(value),
            Self::IfAddress => is_address(value),
            Self::IfNumber => value.bytes().filter(u8::is_ascii_digit).count() >= 6,
        }
    }
}

/// Whether a key of this name holds a credential.
#[must_use]
pub fn names_a_secret(key: &str) -> bool {
    matches!(telling(key), Telling::Secret | Telling::IfNoWord)
}

/// What a key of this name says of its value.
pub(super) fn telling(key: &str) -> Telling {
    Letters::of(key).telling(false)
}

/// What words before a colon say of what follows, where a sentence may be around them: the last of
/// them must tell.
pub(super) fn telling_at_the_end(words: &str) -> Telling {
    Letters::of(words).telling(true)
}

/// Whether a key of this name is about a bank, and so is an account's number inside it.
pub(super) fn names_a_bank(key: &str) -> bool {
    Letters::of(key).is_of_a_bank()
}

/// Whether a key of this name is an account's number, a secret inside of what is about a bank.
pub(super) fn names_an_account(key: &str) -> bool {
    let letters = Letters::of(key);
    let letters = letters.all();
    ACCOUNT.iter().any(|own| letters == own.as_bytes()) || matches!(letters, b"number" | b"account")
}

/// Whether the member of that key says what the member `value` beside it is.
pub(super) fn names_its_sibling(key: &str) -> bool {
    ["key", "name", "header", "field", "param", "parameter", "property", "type"]
        .iter()
        .any(|own| key.eq_ignore_ascii_case(own))
}

/// Whether the member of that key is what its sibling names.
pub(super) fn is_named_by_sibling(key: &str) -> bool {
    key.eq_ignore_ascii_case("value")
}

/// `authorization: {"type": "none"}` names a way of signing in, not a secret.
pub(super) fn is_harmless_inside(key: &str) -> bool {
    key == "type"
}

/// Of a longer name, the end counts.
const MOST: usize = 128;

/// The letters and digits of a name in lower case, and where its words begin.
struct Letters {
    signs: [u8; MOST],
    count: usize,
    begins: u128,
}

impl Letters {
    fn of(name: &str) -> Self {
        let bytes = name.as_bytes();
        let bytes = bytes.get(bytes.len().saturating_sub(MOST)..).unwrap_or_default();
        let mut own = Self { signs: [0; MOST], count: 0, begins: 0 };
        let mut before = Kind::Between;
        for (at, byte) in bytes.iter().enumerate() {
            let kind = Kind::of(*byte);
            if kind != Kind::Between
                && let Some(place) = own.signs.get_mut(own.count)
            {
                *place = byte.to_ascii_lowercase();
                let next = bytes.get(at + 1).map_or(Kind::Between, |next| Kind::of(*next));
                if begins(before, kind, next) {
                    own.begins |= 1 << own.count;
                }
                own.count += 1;
            }
            before = kind;
        }
        own
    }

    fn all(&self) -> &[u8] {
        self.signs.get(..self.count).unwrap_or_default()
    }

    /// Whether a word begins there, or the name ends.
    fn is_edge(&self, at: usize) -> bool {
        at >= self.count || self.begins & (1 << at) != 0
    }

    fn telling(&self, must_end: bool) -> Telling {
        let letters = self.all();
        if matches!(letters, b"cookie" | b"setcookie") {
            return Telling::IfNoWord;
        }
        for at in 0..letters.len() {
            let rest = letters.get(at..).unwrap_or_default();
            let first = rest.first().copied().unwrap_or_default();
            let own = |word: &&&str| rest.starts_with(word.as_bytes());
            let telling = beginning(&TELLING, &TELLING_INDEX, first).iter().filter(own);
            let words = beginning(&WORDS, &WORDS_INDEX, first).iter().filter(own);
            if telling.into_iter().any(|word| self.tells(at, word, must_end))
                || (self.is_edge(at)
                    && words.into_iter().any(|word| self.is_word(at, word, must_end)))
                || (is_foreign(first)
                    && FOREIGN.iter().filter(own).any(|word| self.is_foreign(at, word, must_end)))
                || (first == b'a'
                    && ACCOUNT.iter().any(|word| rest.starts_with(word.as_bytes()))
                    && self.is_of_a_bank())
            {
                return Telling::Secret;
            }
        }
        self.otherwise(letters)
    }

    /// What is told by fewer names.
    fn otherwise(&self, letters: &[u8]) -> Telling {
        let ends = |word: &str| {
            letters.ends_with(word.as_bytes()) && self.is_edge(letters.len() - word.len())
        };
        let is_whole = |word: &str| letters.len() == word.len();
        let is_short = |word: &str| matches!(word, "code" | "session" | "sid");
        if WEAK.iter().any(|word| ends(word) && (!is_short(word) || is_whole(word))) {
            return Telling::IfRandom;
        }
        let is_hook = letters.windows(4).any(|part| part == b"hook");
        if is_hook
            && ["hook", "url", "uri", "address", "endpoint", "link"].iter().any(|word| ends(word))
        {
            return Telling::IfAddress;
        }
        if letters.ends_with(b"bankaccount") { Telling::IfNumber } else { Telling::Nothing }
    }

    /// Whether what stands there is of a name that holds a secret, by what follows it.
    fn tells(&self, at: usize, word: &str, must_end: bool) -> bool {
        let before = self.signs.get(..at).unwrap_or_default();
        if word == "token" && NO_TOKEN.iter().any(|own| before.ends_with(own.as_bytes())) {
            return false;
        }
        self.is_told_at_end(at + word.len(), must_end)
    }

    fn is_word(&self, at: usize, word: &str, must_end: bool) -> bool {
        let end = at + word.len();
        self.is_edge(end) && self.is_told_at_end(end, must_end || LAST.contains(&word))
    }

    fn is_foreign(&self, at: usize, word: &str, must_end: bool) -> bool {
        let end = at + word.len();
        let is_own = self.is_edge(at) && self.is_edge(end);
        (is_own || !word.is_ascii()) && self.is_told_at_end(end, must_end)
    }

    /// Whether no word after it takes back what was told. Digits and a plural say nothing.
    fn is_told_at_end(&self, end: usize, must_end: bool) -> bool {
        let mut start = end;
        while start < self.count {
            let mut next = start + 1;
            while !self.is_edge(next) {
                next += 1;
            }
            let word = self.signs.get(start..next).unwrap_or_default();
            let says_nothing = word == b"s" || word.iter().all(u8::is_ascii_digit);
            if HARMLESS.iter().any(|own| own.as_bytes() == word) || (must_end && !says_nothing) {
                return false;
            }
            start = next;
        }
        true
    }

    fn is_of_a_bank(&self) -> bool {
        let letters = self.all();
        BANK.iter().any(|word| {
            let word = word.as_bytes();
            letters.windows(word.len()).enumerate().any(|(at, part)| {
                let rest = letters.get(at + word.len()..).unwrap_or_default();
                let ends = self.is_edge(at + word.len()) || rest.starts_with(b"acc");
                part == word && self.is_edge(at) && ends
            })
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Between,
    Small,
    Capital,
    Digit,
}

impl Kind {
    const fn of(byte: u8) -> Self {
        match byte {
            b'A'..=b'Z' => Self::Capital,
            b'0'..=b'9' => Self::Digit,
            b'a'..=b'z' | 0x80.. => Self::Small,
            _ => Self::Between,
        }
    }
}

/// Whether a word begins between two signs: `apiKey`, `APIKey`, `oauth2`.
fn begins(before: Kind, own: Kind, next: Kind) -> bool {
    match (before, own) {
        (Kind::Capital, Kind::Capital) => next == Kind::Small,
        (Kind::Between, _)
        | (Kind::Small | Kind::Digit, Kind::Capital)
        | (Kind::Digit, Kind::Small)
        | (Kind::Small | Kind::Capital, Kind::Digit) => true,
        _ => false,
    }
}

static TELLING_INDEX: [u8; 129] = index(&TELLING);
static WORDS_INDEX: [u8; 129] = index(&WORDS);

/// Whether one of [`FOREIGN`] may begin with the byte.
const fn is_foreign(first: u8) -> bool {
    first >= 0x80 || matches!(first, b'c' | b'h' | b'j' | b'k' | b'l' | b'm' | b'p' | b's')
}
