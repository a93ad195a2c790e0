//! One reader for every way in which an answer says no.
//!
//! Source: Zuora developer guide, "Error handling" (2026-02-20) and API reference 2026-09-11;
//! the shapes E1 to E7, W1 to W4 and L1 to L3 are listed in `docs/zuora-semantics.md`.

use super::ApiReply;
use crate::payload::{Json, Kind};
use crate::time::UnixMillis;

/// Header with which the gateway marks its own answers; the value says why.
pub const LOCAL_MARK: &str = "x-proxy-local";

/// Marks that prove that nothing left the gateway (measured with Envoy 1.40: 0 sends).
const NEVER_LEFT: [&str; 4] = ["-", "UF", "UH", "NR"];

/// Most characters of a complaint that are kept: an answer may be a whole page.
const LONGEST_COMPLAINT: usize = 500;

/// One thing an answer complains of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Zuora's code: a number in some shapes, a word in others.
    pub code: Option<String>,
    /// Its message.
    pub message: String,
}

/// Read from an answer that is no success. "May the task have run?" is said for a rerun's
/// *first* answer; after a doubtful one, no later fault settles anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiFault {
    /// 401: the credential is missing, wrong or expired. The task has not run.
    Unauthorised(Vec<Complaint>),
    /// 403: a permission, entity or organisation is missing. The task has not run.
    Forbidden(Vec<Complaint>),
    /// 404: no such thing here, or no longer. The task has not run.
    NotFound(Vec<Complaint>),
    /// 409: an earlier request with this key is under way. The task may be running.
    UnderWay(Vec<Complaint>),
    /// 429: too many requests. The task has not run.
    Limited {
        /// How long Zuora asks to wait, in milliseconds.
        wait_ms: Option<i64>,
        /// What it says.
        complaints: Vec<Complaint>,
    },
    /// Another 4xx. The task has not run; 422 on a rerun means a key used elsewhere.
    Invalid {
        /// HTTP status.
        status: u16,
        /// What it says.
        complaints: Vec<Complaint>,
    },
    /// 5xx. The task may have run.
    Down {
        /// HTTP status.
        status: u16,
        /// What it says.
        complaints: Vec<Complaint>,
    },
    /// A 2xx whose body says that it failed. The task may have run.
    Declined(Vec<Complaint>),
    /// The gateway answered by itself and nothing left it. The task has not run.
    GatewayRefused {
        /// HTTP status.
        status: u16,
        /// The gateway's mark.
        mark: String,
    },
    /// The gateway answered by itself, after the request may have left it. The task may have run.
    GatewayLost {
        /// HTTP status.
        status: u16,
        /// The gateway's mark.
        mark: String,
    },
    /// A web page of the static host where the gateway should be: there is no gateway at this
    /// address, so nothing was asked of Zuora. The task has not run.
    NoGateway,
    /// HTML where JSON should be (a sign-in page, a portal). The task may have run.
    WebPage {
        /// HTTP status.
        status: u16,
    },
    /// Neither a known fault nor the expected answer. The task may have run.
    Garbled {
        /// HTTP status.
        status: u16,
        /// What is wrong with it.
        what: String,
    },
}

impl ApiFault {
    /// Its name in a journal and in a program.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Unauthorised(_) => "unauthorised",
            Self::Forbidden(_) => "forbidden",
            Self::NotFound(_) => "not-found",
            Self::UnderWay(_) => "under-way",
            Self::Limited { .. } => "limited",
            Self::Invalid { .. } => "invalid",
            Self::Down { .. } => "down",
            Self::Declined(_) => "declined",
            Self::GatewayRefused { .. } => "gateway-refused",
            Self::GatewayLost { .. } => "gateway-lost",
            Self::NoGateway => "no-gateway",
            Self::WebPage { .. } => "web-page",
            Self::Garbled { .. } => "garbled",
        }
    }
}

/// Reads an answer as fault; `None` when it looks like a success with a JSON body.
#[must_use]
pub fn read_fault(reply: &ApiReply) -> Option<ApiFault> {
    fault_of(reply, Json::parse_received(&reply.body).ok().as_ref())
}

/// The same with the body as JSON, if it is any: a body may be 5 MB, so it is parsed once.
pub(super) fn fault_of(reply: &ApiReply, body: Option<&Json>) -> Option<ApiFault> {
    let status = reply.status;
    if let Some(mark) = reply.header(LOCAL_MARK) {
        return Some(gateway_fault(status, mark));
    }
    let page = looks_like_page(reply);
    // A host may give its page for a broken gateway too (5xx): that proves nothing.
    if page && matches!(status, 200 | 404 | 405) && is_own_page(&reply.body) {
        return Some(ApiFault::NoGateway);
    }
    match status {
        200..=299 if page => Some(ApiFault::WebPage { status }),
        200..=299 => body.and_then(declined).map(ApiFault::Declined),
        404 | 405 if page => Some(ApiFault::NoGateway),
        _ => Some(refusal(reply, body)),
    }
}

fn gateway_fault(status: u16, mark: &str) -> ApiFault {
    let mark = shortened(mark);
    if NEVER_LEFT.contains(&mark.as_str()) {
        ApiFault::GatewayRefused { status, mark }
    } else {
        ApiFault::GatewayLost { status, mark }
    }
}

fn refusal(reply: &ApiReply, body: Option<&Json>) -> ApiFault {
    let complaints = complaints(reply, body);
    match reply.status {
        401 => ApiFault::Unauthorised(complaints),
        403 => ApiFault::Forbidden(complaints),
        404 => ApiFault::NotFound(complaints),
        409 => ApiFault::UnderWay(complaints),
        429 => ApiFault::Limited { wait_ms: wait_ms(reply), complaints },
        status @ 400..=499 => ApiFault::Invalid { status, complaints },
        status @ 500..=599 => ApiFault::Down { status, complaints },
        status => ApiFault::Garbled { status, what: "a status that is neither yes nor no".into() },
    }
}

/// How long the answer asks to wait: `Retry-After` (seconds or a date) wins, else
/// `RateLimit-Reset` (seconds).
///
/// Source: Zuora developer guide, "Error handling" and "Rate limits" (2026-02-20).
#[must_use]
pub fn wait_ms(reply: &ApiReply) -> Option<i64> {
    let seconds = |text: &str| text.trim().parse::<u32>().ok().map(|count| i64::from(count) * 1000);
    let after = reply.header("retry-after").and_then(|text| {
        seconds(text).or_else(|| {
            let now = UnixMillis::parse_http_date(reply.header("date")?)?;
            Some(UnixMillis::parse_http_date(text)?.since(now).max(0))
        })
    });
    after.or_else(|| reply.header("ratelimit-reset").and_then(seconds))
}

fn looks_like_page(reply: &ApiReply) -> bool {
    let kind = reply.header("content-type").unwrap_or_default();
    let begins = |text: &str, with: &str| {
        let head = text.as_bytes().get(..with.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()))
    };
    let body = reply.body.trim_start();
    kind.to_ascii_lowercase().contains("text/html") || begins(body, "<!") || begins(body, "<html")
}

/// The static host answers an unknown path with this very page.
fn is_own_page(body: &str) -> bool {
    // However the build orders and quotes the attributes of `<meta name="application-name">`.
    let tags = || body.split('<').take(40);
    tags().any(|tag| tag.contains("application-name") && tag.contains("Reprise"))
}

fn declined(body: &Json) -> Option<Vec<Complaint>> {
    // One pass over a body that may be 5 MB, whatever is looked up in it.
    let members = body.members();
    let has = |name| member(&members, name);
    // Where the name stands twice, one "no" is enough.
    let says_no = members.iter().any(|(name, value)| {
        matches!(name.as_str(), "success" | "Success") && value.text() == "false"
    });
    // A task carries its own `error`, which is no complaint about this request.
    if !says_no && has("id").is_some() {
        return None;
    }
    let complaints = listed_complaints(&members);
    (says_no || !complaints.is_empty()).then_some(complaints)
}

fn complaints(reply: &ApiReply, body: Option<&Json>) -> Vec<Complaint> {
    if looks_like_page(reply) {
        return Vec::new();
    }
    let read = listed_complaints(&body.map(Json::members).unwrap_or_default());
    let text = reply.body.trim();
    if read.is_empty() && !text.is_empty() && !text.starts_with(['{', '[']) {
        return vec![Complaint { code: None, message: shortened(text) }];
    }
    read
}

type Members = [(String, Json)];

fn member<'a>(members: &'a Members, name: &str) -> Option<&'a Json> {
    let found = members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value);
    found.filter(|value| !value.is_null())
}

/// Reads the lists `reasons`, `errors`, `Errors`, the nested and the flat shapes.
fn listed_complaints(members: &Members) -> Vec<Complaint> {
    let lists =
        ["reasons", "errors", "Errors"].into_iter().filter_map(|name| member(members, name));
    let mut found: Vec<_> = lists.flat_map(Json::items).filter_map(|item| one(&item)).collect();
    let nested = member(members, "error").filter(|error| error.kind() == Kind::Object);
    found.extend(nested.and_then(one));
    if found.is_empty() {
        found.extend(flat(members));
    }
    found
}

fn one(item: &Json) -> Option<Complaint> {
    match item.string() {
        Some(text) => Some(Complaint { code: None, message: shortened(&text) }),
        None => flat(&item.members()),
    }
}

fn flat(members: &Members) -> Option<Complaint> {
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| member(members, name));
        found.map(|value| shortened(&value.plain()))
    };
    let message =
        first(&["message", "Message", "title", "FaultMessage", "error_description", "error"])?;
    let code = first(&["code", "Code", "FaultCode", "error_class", "fieldName"]);
    Some(Complaint { code, message })
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(LONGEST_COMPLAINT).collect()
}
