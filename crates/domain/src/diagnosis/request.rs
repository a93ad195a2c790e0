//! What a task sends, and where to.

use super::address;
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
    /// How often the task tries again by itself; also what cannot be read as a number.
    pub retries: Option<Cited>,
    /// How often it has tried again, where the configuration keeps count.
    pub(super) tried_again: u32,
    /// The method by which the end of an order is asked for.
    polling: Option<String>,
    /// Whether it goes to Zuora itself, whose answers of 200 may say no.
    pub(super) to_zuora: bool,
    /// Whether it sends several things at once, so that some may be done.
    pub(super) sends_several: bool,
    /// Whether a header says that another method is meant.
    overridden: bool,
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
            tried_again: tried_again(parameters),
            polling: text("polling_method"),
            to_zuora: to_zuora(parameters, url.as_deref()),
            sends_several: sends_several(parameters, url.as_deref()),
            overridden: is_overridden(parameters),
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
        is_safe(self.method())
    }

    /// Whether it asks for nothing but information: neither a header nor the address says that
    /// something is done.
    pub(super) fn only_asks(&self) -> bool {
        let url = self.url.as_deref().unwrap_or_default();
        let by_method = self.is_safe() && !address::names_act(url);
        !self.overridden && (by_method || address::is_zuora_question(url))
    }

    /// Whether what asks for the end of an order only asks: it must be told.
    pub(super) fn polls_safely(&self) -> bool {
        self.polling.as_deref().is_some_and(is_safe)
    }

    /// Whether Ruby's HTTP client sends it once: it repeats every idempotent method by itself when a
    /// connection breaks, and tells of the last try alone.
    ///
    /// Source: Ruby `net/http`, `IDEMPOTENT_METHODS_` and `max_retries` (1). LIVE-UNVERIFIED(which
    /// client the engine calls with; when known, ask that one's rule)
    pub(super) fn is_sent_once(&self) -> bool {
        matches!(self.method(), "POST" | "PATCH")
    }

    /// Whether sending it twice is meant to be the same as once.
    ///
    /// Source: RFC 9110 §9.2.2, idempotent methods.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.is_safe() || matches!(self.method(), "PUT" | "DELETE")
    }

    /// The host without its port.
    pub(super) fn bare_host(&self) -> Option<&str> {
        self.host.as_ref().and_then(|host| host.value.split(':').next())
    }

    /// Whether a callout of the payload went to this very address.
    pub(super) fn is_of(&self, callout: &[(String, Json)]) -> bool {
        let answered = find(callout, "URL").and_then(Json::string);
        self.url.is_some() && answered.as_deref().map(str::trim) == self.url.as_deref()
    }
}

/// Source: RFC 9110 §9.2.1, safe methods.
fn is_safe(method: &str) -> bool {
    let safe = ["GET", "HEAD", "OPTIONS", "TRACE"];
    safe.iter().any(|own| own.eq_ignore_ascii_case(method.trim()))
}

/// Source: Zuora workflow task configuration (2026): `validation.zuora_call`.
fn to_zuora(parameters: &[(String, Json)], url: Option<&str>) -> bool {
    let told = find(parameters, "validation").and_then(|own| own.member("zuora_call"));
    told.is_some_and(|told| told.plain().trim() == "true")
        || url.and_then(host_of).is_some_and(address::is_zuora)
}

/// A list of things, or an address that takes one.
fn sends_several(parameters: &[(String, Json)], url: Option<&str>) -> bool {
    let body = find(parameters, "raw_body").and_then(Json::string).unwrap_or_default();
    let body = body.trim_start();
    let looped = body
        .strip_prefix("{%")
        .is_some_and(|rest| rest.trim_start_matches(['-', ' ']).starts_with("for "));
    looped || body.starts_with('[') || url.is_some_and(address::takes_several)
}

/// Frameworks that take a method from a header act on it.
fn is_overridden(parameters: &[(String, Json)]) -> bool {
    let headers = find(parameters, "headers").map(Json::items).unwrap_or_default();
    let named = headers.iter().filter_map(|header| header.member("key")?.string());
    named.into_iter().any(|name| name.to_ascii_lowercase().contains("method-override"))
}

/// Zero or a text of zero means none; what is no number may be any.
///
/// Source: Zuora workflow task configuration (2026): `retry_rules.retry_count` "0" to "10".
fn retries(parameters: &[(String, Json)]) -> Option<Cited> {
    let count = find(parameters, "retry_rules")?.member("retry_count").filter(|own| !own.is_null());
    let count = count?.plain();
    let spot = Spot::new(Part::Parameters, &["retry_rules", "retry_count"]);
    let none = count.trim().is_empty() || count.trim().parse::<u32>() == Ok(0);
    (!none).then(|| Cited::new(spot, count.trim()))
}

/// Source: Zuora workflow task configuration (2026): `retry_rules.current_retry_count`.
fn tried_again(parameters: &[(String, Json)]) -> u32 {
    let count =
        find(parameters, "retry_rules").and_then(|rules| rules.member("current_retry_count"));
    count.and_then(|count| count.plain().trim().parse().ok()).unwrap_or_default()
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
