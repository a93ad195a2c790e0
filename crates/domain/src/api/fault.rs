//! One reader for every way in which an answer says no.
//!
//! Source: Zuora developer guide, "Error handling" (2026-02-20) and API reference 2026-09-11;
//! the shapes E1 to E7, W1 to W4 and L1 to L3 are listed in `docs/zuora-semantics.md`.

use super::ApiReply;
use super::web_page::{is_own_page, looks_like_page, title};
use crate::payload::{Json, Kind};
use crate::time::UnixMillis;

/// Header with which the gateway marks its own answers; the value says why.
pub const LOCAL_MARK: &str = "x-proxy-local";

/// Marks that prove that nothing left the gateway (measured with Envoy 1.40: 0 sends).
const NEVER_LEFT: [&str; 4] = ["-", "UF", "UH", "NR"];

/// Header with which a gateway that passes a key on once says when it first left, in seconds since
/// 1970.
const LEFT_AT: &str = "x-proxy-left";

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

/// What has left the gateway before, so that it was not passed on again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The key: of this attempt or an earlier one, from here or elsewhere.
    Key,
    /// This very transmission: the browser sent it twice, and its other copy came first.
    Transmission,
}

/// Read from an answer that is no success. "May the task have run?" is said for a rerun's
/// *first* answer; after a doubtful one, no later fault settles anything. Where nothing is said, it
/// has not run if the answer is Zuora's own ([`is_refusal_of_zuora`](super::envelope::is_refusal_of_zuora)),
/// and may have run otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiFault {
    /// 401: the credential is missing, wrong or expired.
    Unauthorised(Vec<Complaint>),
    /// 403: a permission, entity or organisation is missing.
    Forbidden(Vec<Complaint>),
    /// 404: no such thing here, or no longer.
    NotFound(Vec<Complaint>),
    /// 409: an earlier request with this key is under way. The task may be running.
    UnderWay(Vec<Complaint>),
    /// 429: too many requests.
    Limited {
        /// How long Zuora asks to wait, in milliseconds.
        wait_ms: Option<i64>,
        /// What it says.
        complaints: Vec<Complaint>,
    },
    /// Another 4xx; 422 on a rerun means a key used elsewhere.
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
    /// The gateway did not pass the request on, because it has left before. That first one may have
    /// run the task.
    LeftBefore {
        /// What of it.
        what: Left,
        /// When it left first, by the gateway's clock.
        at: Option<UnixMillis>,
    },
    /// A web page of the static host where the gateway should be. A host may show it for a broken
    /// gateway, too: the task may have run.
    NoGateway,
    /// HTML where JSON should be: never Zuora's word, but a sign-in's, a proxy's, a firewall's. The
    /// task may have run.
    WebPage {
        /// HTTP status.
        status: u16,
        /// The page's title, for people; it is written down nowhere.
        title: Option<String>,
    },
    /// An answer that sends elsewhere: a sign-in that has ended, most often. The task may have run.
    Redirected {
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
            Self::LeftBefore { .. } => "left-before",
            Self::NoGateway => "no-gateway",
            Self::WebPage { .. } => "web-page",
            Self::Redirected { .. } => "redirected",
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
        return Some(gateway_fault(reply, mark));
    }
    let page = looks_like_page(reply);
    if page && matches!(status, 200 | 404 | 405) && is_own_page(&reply.body) {
        return Some(ApiFault::NoGateway);
    }
    match status {
        300..=399 => Some(ApiFault::Redirected { status }),
        _ if page => Some(ApiFault::WebPage { status, title: title(&reply.body) }),
        200..=299 => body.and_then(declined).map(ApiFault::Declined),
        _ => Some(refusal(reply, body)),
    }
}

fn gateway_fault(reply: &ApiReply, mark: &str) -> ApiFault {
    let (status, mark) = (reply.status, shortened(mark));
    let before = |what| {
        let seconds = reply.header(LEFT_AT).and_then(|text| text.trim().parse::<u32>().ok());
        let at = seconds.map(|seconds| UnixMillis(i64::from(seconds) * 1000));
        ApiFault::LeftBefore { what, at }
    };
    if mark == "LK" {
        before(Left::Key)
    } else if mark == "LT" {
        before(Left::Transmission)
    } else if NEVER_LEFT.contains(&mark.as_str()) {
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
