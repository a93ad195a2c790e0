//! Why something could not be read.

use super::{Notice, Tone, one_line, sentences};
use crate::api::Silence;
use crate::api::fault::{ApiFault, Complaint};
use crate::desk::reading::Trouble;

/// Says why a reading failed. `what` names what was read, such as `task 2770`.
#[must_use]
pub fn trouble_notice(trouble: &Trouble, what: &str) -> Notice {
    match trouble {
        Trouble::Silence(silence) => silence_notice(silence, what),
        Trouble::Fault { fault, request_id } => {
            let mut notice = fault_notice(fault, what);
            if let Some(id) = request_id {
                notice.detail = sentences([&notice.detail, &format!("Zuora's request id: {id}.")]);
            }
            notice
        }
    }
}

fn silence_notice(silence: &Silence, what: &str) -> Notice {
    match silence {
        Silence::TimedOut => Notice::new(
            Tone::Bad,
            &format!("There was no answer about {what} in time."),
            "Reading changes nothing in Zuora.",
            "Read again; if it stays so, ask who runs the gateway.",
        ),
        Silence::NoAnswer => Notice::new(
            Tone::Bad,
            &format!("The connection broke before an answer about {what} came."),
            "The network, the gateway or Zuora is out of reach. Reading changes nothing in Zuora.",
            "Check your connection and read again.",
        ),
        Silence::Stale => Notice::new(
            Tone::Bad,
            &format!("The answer about {what} is an old one."),
            "It was made before it was asked for: a store between this page and Zuora gave it.",
            "Read again; if it stays so, tell who runs the gateway: /api/ must not be stored.",
        ),
        Silence::Withheld(why) => {
            Notice::new(Tone::Bad, &format!("Nothing was asked about {what}."), why, "")
        }
    }
}

fn fault_notice(fault: &ApiFault, what: &str) -> Notice {
    let (headline, explained, advice) = words(fault, what);
    let detail = sentences([&said(fault), &explained]);
    Notice::new(Tone::Bad, &headline, &detail, advice)
}

fn words(fault: &ApiFault, what: &str) -> (String, String, &'static str) {
    let plain =
        |headline: String, explained: &str, advice| (headline, explained.to_owned(), advice);
    match fault {
        ApiFault::Unauthorised(_) => plain(
            "The sign-in to Zuora is missing or has expired.".into(),
            "Zuora answered 401.",
            "With a pasted token: get a new one and connect again. With a gateway: tell who runs it.",
        ),
        ApiFault::Forbidden(_) => plain(
            format!("Zuora does not let this user see {what}."),
            "Zuora answered 403. Reading needs the permission Workflow View Access, rerunning Workflow Run Access; an entity or organisation that the user may not enter is refused, too.",
            "Check entity and organisations, then ask your Zuora administrator.",
        ),
        ApiFault::NotFound(_) => plain(
            format!("Zuora knows no {what} here."),
            "Runs and their tasks are deleted after some weeks (45 days in production, 30 elsewhere, unless set otherwise), and each entity has its own.",
            "Check the number, the entity and the environment.",
        ),
        ApiFault::Limited { .. } => plain(
            "Zuora asks to wait: too many requests.".into(),
            "The limit is shared by all users and integrations of the tenant.",
            "Wait until the time is up, then read again.",
        ),
        ApiFault::NoGateway => plain(
            "There is no gateway at this address.".into(),
            "A web page answered where Zuora's API should be. A browser may not call Zuora directly: Zuora allows no calls from other origins (CORS), so a gateway on this very origin has to stand between.",
            "docs/hosting.md shows how to set one up; the path stands as \"api\" in config.json.",
        ),
        ApiFault::WebPage { status, title } => web_page(*status, title.as_deref(), what),
        ApiFault::Redirected { .. } => plain(
            format!(
                "Your sign-in has ended, it seems: the answer about {what} leads to another page."
            ),
            "A sign-in or portal in front of the gateway sends to its own page. Nothing of Zuora's was read.",
            "Sign in again in another tab, then read again. Reload this page only when nothing is being sent.",
        ),
        other => server_words(other, what),
    }
}

/// A web page where Zuora's answer should be, and who may have written it.
fn web_page(status: u16, title: Option<&str>, what: &str) -> (String, String, &'static str) {
    let titled = title.map(|title| format!(" with the title “{}”", one_line(title)));
    let who = match status {
        200..=299 | 401 => "a sign-in page or a portal, perhaps",
        403 | 405 | 406 => "a firewall or proxy that does not let it pass, perhaps",
        404 => "the host of this page, perhaps, without a gateway behind it",
        502..=504 => "a proxy that got no answer, or a notice of maintenance, perhaps",
        _ => "a proxy, a firewall or a sign-in, perhaps",
    };
    (
        format!("A web page came instead of {what}."),
        format!(
            "The answer ({status}) is a web page{}, not Zuora's word: {who}.",
            titled.unwrap_or_default()
        ),
        "Open this page anew and sign in; if it stays so, tell who runs the gateway.",
    )
}

fn server_words(fault: &ApiFault, what: &str) -> (String, String, &'static str) {
    match fault {
        ApiFault::Down { status, .. } => (
            format!("Zuora is down, or cannot answer about {what} now."),
            format!("The answer was {status}."),
            "Wait a little and read again; Zuora's status page may tell more.",
        ),
        ApiFault::GatewayRefused { status: 401, mark } => (
            "The gateway lets nothing pass: your sign-in has ended, or it has no token from Zuora."
                .into(),
            format!("It answered 401 by itself (mark {mark})."),
            "Sign in again and reload this page; if it stays so, tell who runs the gateway.",
        ),
        ApiFault::GatewayRefused { status: 403, mark } => (
            format!("The gateway does not let you see {what}."),
            format!(
                "It answered 403 by itself (mark {mark}): this environment is not for your groups, or your sign-in gave no name."
            ),
            "Ask who runs the gateway who may look here.",
        ),
        ApiFault::GatewayRefused { status, mark } | ApiFault::GatewayLost { status, mark } => (
            format!("The gateway could not get an answer about {what}."),
            format!("It answered {status} by itself (mark {mark})."),
            "Tell who runs the gateway.",
        ),
        ApiFault::Invalid { status, .. } => (
            format!("Zuora did not accept the question about {what}."),
            format!("It answered {status}."),
            "Check the filters, the entity and the organisations.",
        ),
        ApiFault::Garbled { what: wrong, .. } => (
            format!("The answer about {what} cannot be read."),
            format!("It came, but {wrong}."),
            "Read again; if it stays so, report it with the request id.",
        ),
        _ => (
            format!("Zuora declined to answer about {what}."),
            String::new(),
            "Read again; if it stays so, report it with the request id.",
        ),
    }
}

/// What the answer itself said, quoted.
#[must_use]
pub fn said(fault: &ApiFault) -> String {
    let quoted: Vec<_> = complaints(fault).iter().map(quote).collect();
    if quoted.is_empty() { String::new() } else { format!("Zuora says: {}.", quoted.join("; ")) }
}

fn complaints(fault: &ApiFault) -> &[Complaint] {
    match fault {
        ApiFault::Unauthorised(complaints)
        | ApiFault::Forbidden(complaints)
        | ApiFault::NotFound(complaints)
        | ApiFault::UnderWay(complaints)
        | ApiFault::Declined(complaints)
        | ApiFault::Limited { complaints, .. }
        | ApiFault::Invalid { complaints, .. }
        | ApiFault::Down { complaints, .. } => complaints.as_slice(),
        _ => &[],
    }
}

/// The codes that the answer itself gave, without its words.
#[must_use]
pub fn codes(fault: &ApiFault) -> String {
    let codes: Vec<_> = complaints(fault).iter().filter_map(|told| told.code.as_deref()).collect();
    if codes.is_empty() { String::new() } else { format!("Zuora's code: {}.", codes.join(", ")) }
}

fn quote(complaint: &Complaint) -> String {
    let message = complaint.message.trim_end_matches('.');
    match &complaint.code {
        Some(code) => format!("“{message}” ({code})"),
        None => format!("“{message}”"),
    }
}
