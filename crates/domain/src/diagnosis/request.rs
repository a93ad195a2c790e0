//! What a task sends, and where to.

use super::evidence::find;
use super::spot::{Cited, Part, Spot};
use crate::payload::Json;

/// The request of a callout, or the server of a file task; every part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// HTTP method in capitals, only when it is a plain word.
    pub method: Option<Cited>,
    /// Host, with its port; nothing when Liquid makes it.
    pub host: Option<Cited>,
    /// The word of the address that speaks of money.
    pub money: Option<Cited>,
    /// How often the task tries again by itself.
    pub retries: Option<Cited>,
    /// The whole address: only for comparing, never cited.
    url: Option<String>,
}

/// Segments of an address under which services move money.
const MONEY: [&str; 16] = [
    "payment",
    "payments",
    "payment-runs",
    "refund",
    "refunds",
    "charge",
    "charges",
    "capture",
    "captures",
    "payout",
    "payouts",
    "transfer",
    "transfers",
    "bill-runs",
    "invoices",
    "credit-memos",
];

impl Request {
    /// Reads a task's parameters.
    ///
    /// Source: Zuora workflow task configuration (2026), `Callout`, `Upload::SFTP`.
    pub(super) fn of(parameters: &[(String, Json)]) -> Self {
        let spot = |key: &str| Spot::new(Part::Parameters, &[key]);
        let text = |key: &str| find(parameters, key).and_then(Json::string);
        let url = text("url").map(|url| url.trim().to_owned());
        let method = text("method").map(|method| method.trim().to_ascii_uppercase());
        let is_word = |word: &String| {
            !word.is_empty()
                && word.len() <= 10
                && word.bytes().all(|sign| sign.is_ascii_uppercase())
        };
        let host = url.as_deref().and_then(host_of).map(|host| Cited::new(spot("url"), host));
        let server = || Some(Cited::new(spot("host"), bare(text("host")?.trim())?));
        Self {
            method: method.filter(is_word).map(|method| Cited::new(spot("method"), &method)),
            host: host.or_else(server),
            money: url.as_deref().and_then(money).map(|word| Cited::new(spot("url"), word)),
            retries: retries(parameters),
            url,
        }
    }

    /// The method, empty when it is not known.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_ref().map_or("", |method| method.value.as_str())
    }

    /// Whether the method asks for nothing but information.
    ///
    /// Source: RFC 9110 §9.2.1, safe methods.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        matches!(self.method(), "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }

    /// Whether sending it twice is meant to be the same as once.
    ///
    /// Source: RFC 9110 §9.2.2, idempotent methods.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.is_safe() || matches!(self.method(), "PUT" | "DELETE")
    }

    /// Whether a callout of the payload went to this very address.
    pub(super) fn is_of(&self, callout: &[(String, Json)]) -> bool {
        let answered = find(callout, "URL").and_then(Json::string);
        self.url.is_some() && answered.as_deref().map(str::trim) == self.url.as_deref()
    }
}

/// Zero or a text of zero means none.
///
/// Source: Zuora workflow task configuration (2026): `retry_rules.retry_count` "0" to "10".
fn retries(parameters: &[(String, Json)]) -> Option<Cited> {
    let count = find(parameters, "retry_rules")?.member("retry_count")?.plain();
    let spot = Spot::new(Part::Parameters, &["retry_rules", "retry_count"]);
    count.trim().parse::<u32>().ok().filter(|count| *count > 0)?;
    Some(Cited::new(spot, count.trim()))
}

/// The host of an address; nothing else of it may hold a secret.
pub(super) fn host_of(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    bare(authority.rsplit('@').next()?)
}

/// A host as it stands; none that Liquid has yet to make.
pub(super) fn bare(host: &str) -> Option<&str> {
    let plain =
        |sign: char| !sign.is_whitespace() && !sign.is_control() && !"{}%\"<>".contains(sign);
    (!host.is_empty() && host.len() < 100 && host.chars().all(plain)).then_some(host)
}

fn money(url: &str) -> Option<&'static str> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    // The host comes first and does not count.
    let mut segments = path.split('/').skip(1).take(20);
    segments.find_map(|part| MONEY.into_iter().find(|word| part.eq_ignore_ascii_case(word)))
}
