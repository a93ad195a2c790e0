//! Codes and sentences by which Zuora's API says no, at the place where they stand in its answers.

use super::kind::Kind;

/// What an answer of Zuora's says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) kind: Kind,
    /// Whether an eight-digit code says so; else a word of its own does.
    pub(super) coded: bool,
}

/// The first code in its place, else the answer's own word or sentence. `text` is written small.
pub(super) fn refusal(text: &str) -> Option<Refusal> {
    let coded = codes(text).next().map(|kind| Refusal { kind, coded: true });
    let worded =
        || SENTENCES.iter().find(|(said, _)| text.starts_with(said)).map(|(_, kind)| *kind);
    coded.or_else(|| {
        let kind = words(text).next().or_else(worded)?;
        Some(Refusal { kind, coded: false })
    })
}

/// Every kind that a code or word in its place stands for: an answer may hold several.
pub(super) fn kinds(text: &str) -> impl Iterator<Item = Kind> {
    codes(text).chain(words(text))
}

/// Whether it holds words of something half done, or of an end that nobody saw.
pub(super) fn is_doubtful(text: &str) -> bool {
    const DOUBT: [&str; 12] = [
        "x) - ",
        "partial",
        "timeout",
        "timed out",
        "temporary",
        "unknown_error",
        "unexpected_error",
        "internal server error",
        "declined",
        "transaction_t",
        "succeeded",
        "were created",
    ];
    DOUBT.iter().any(|word| text.contains(word))
}

/// Eight-digit codes that begin the text or stand behind `code`: an invoice's number, or one that a
/// customer wrote, is none.
///
/// Source: developer guide, error codes (2026-01-02): resource codes 500000 to 679999, and 900000;
/// the last two digits are the category.
fn codes(text: &str) -> impl Iterator<Item = Kind> {
    let alone = |sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_';
    let mut before = "code";
    let spoken = text.split(alone).filter(|word| !word.is_empty());
    let placed = spoken.filter(move |word| {
        matches!(std::mem::replace(&mut before, word), "code" | "errorcode" | "faultcode")
    });
    placed.filter_map(|word| {
        let code: u32 = (word.len() == 8).then(|| word.parse().ok())??;
        let resource = code / 100;
        let known = (500_000..680_000).contains(&resource) || resource == 900_000;
        known.then(|| of_category(code % 100))
    })
}

const fn of_category(category: u32) -> Kind {
    match category {
        10 => Kind::ZuoraPermission,
        11 => Kind::ZuoraSignIn,
        20..=23 | 27 => Kind::ZuoraInput,
        30 => Kind::ZuoraRule,
        40 => Kind::ZuoraNotFound,
        45 => Kind::ZuoraUnsupported,
        50 => Kind::ZuoraLocked,
        60 => Kind::ZuoraInternal,
        61 => Kind::ZuoraTemporary,
        70 => Kind::ZuoraLimit,
        90 => Kind::ZuoraMalformed,
        99 => Kind::ZuoraOutside,
        _ => Kind::ZuoraTurnedDown,
    }
}

/// Words of SOAP and CRUD answers that begin the text or stand behind `code`.
fn words(text: &str) -> impl Iterator<Item = Kind> {
    let mut before = "code";
    let spoken = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    spoken.filter(|word| !word.is_empty()).filter_map(move |word| {
        let placed = matches!(before, "code" | "errorcode" | "faultcode" | "fns");
        before = word;
        WORDS.iter().find(|(own, _)| placed && *own == word).map(|(_, kind)| *kind)
    })
}

/// Source: the gem `zuora_api`, codes and the exceptions that they raise.
const WORDS: &[(&str, Kind)] = &[
    ("invalid_value", Kind::ZuoraInput),
    ("invalid_field", Kind::ZuoraInput),
    ("invalid_type", Kind::ZuoraInput),
    ("missing_required_value", Kind::ZuoraInput),
    ("duplicate_value", Kind::ZuoraDuplicate),
    ("no_permission", Kind::ZuoraPermission),
    ("api_disabled", Kind::ZuoraPermission),
    ("invalid_session", Kind::ZuoraSignIn),
    ("lock_competition", Kind::ZuoraLocked),
    ("request_exceeded_limit", Kind::ZuoraLimit),
    ("request_exceeded_rate", Kind::ZuoraLimit),
    ("invalid_id", Kind::ZuoraNotFound),
    ("cannot_delete", Kind::ZuoraRule),
    ("accounting_period_closed", Kind::ZuoraRule),
    ("malformed_query", Kind::QueryMalformed),
    ("max_records_exceeded", Kind::TooManyRecords),
    ("temporary_error", Kind::ZuoraTemporary),
    ("transaction_timeout", Kind::ZuoraTemporary),
    ("unknown_error", Kind::ZuoraInternal),
    ("unexpected_error", Kind::ZuoraInternal),
];

/// How whole sentences of such answers begin.
///
/// Source: the gem `zuora_api`, messages and the exceptions that they raise.
const SENTENCES: &[(&str, Kind)] = &[
    ("json input does not match schema", Kind::ZuoraInput),
    ("operation failed due to lock competition", Kind::ZuoraLocked),
    ("the total number of concurrent requests has exceeded", Kind::ZuoraLimit),
    ("api rate limit exceeded", Kind::ZuoraLimit),
    ("could not find object", Kind::ZuoraNotFound),
    (
        "the balance of all the invoice items and tax items is 0. no write-off is needed",
        Kind::ZuoraRule,
    ),
    ("transaction declined", Kind::ZuoraOutside),
    ("the zuora gettax call to avalara", Kind::ZuoraOutside),
    ("tax calculation call to zuora connect", Kind::ZuoraOutside),
];
