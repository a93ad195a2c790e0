//! An entry as one line of JSON: names, numbers, states and the operator's own words; never a
//! token, a payload, or a word of an answer's body.

use std::fmt::Display;

use super::VERSION;
use super::entry::{Answer, Closing, Entry, Stamp, What, Word};
use crate::api::fault::{ApiFault, Complaint};
use crate::payload::quoted;
use crate::rerun::Intent;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::stage::WhyNotSent;
use crate::rerun::verdict::{Doubt, Verdict};

/// A JSON object in the making.
struct Line(String);

impl Line {
    fn number(&mut self, name: &str, value: &dyn Display) {
        self.raw(name, &value.to_string());
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    fn text_if(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.0.push_str(if self.0.is_empty() { "{" } else { "," });
        for part in [&quoted(name), ":", value] {
            self.0.push_str(part);
        }
    }
}

/// Writes an entry.
#[must_use]
pub fn write(entry: &Entry) -> String {
    let mut line = Line(String::new());
    line.number("v", &version(&entry.what));
    stamp(&mut line, entry.at);
    match &entry.what {
        What::Decided(intent) => decided(&mut line, intent),
        What::Sent { track, tab } => {
            line.text("what", "sent");
            line.text("track", &track.to_string());
            line.text("tab", tab.as_str());
        }
        What::Answered { track, answer } => {
            line.text("what", "answered");
            line.text("track", &track.to_string());
            answered(&mut line, answer);
        }
        What::Read(seen) => {
            line.text("what", "read");
            line.number("task", &seen.task);
            basis(&mut line, &seen.basis);
        }
        What::OnceMore(word) => {
            line.text("what", "once-more");
            line.text_if("by", word.by.as_deref());
            line.text("note", &word.note);
        }
        What::Closed(closing) => closed(&mut line, closing),
    }
    line.0.push('}');
    line.0
}

/// The oldest version that knows an entry.
fn version(what: &What) -> u32 {
    let is_new = match what {
        What::OnceMore(_) => true,
        What::Answered { answer, .. } => match &answer.verdict {
            Verdict::Unclear(doubt) => matches!(
                doubt,
                Doubt::KeyLeft { .. }
                    | Doubt::CopyLeft
                    | Doubt::Unproven(ApiFault::LeftBefore { .. } | ApiFault::Redirected { .. })
            ),
            _ => false,
        },
        _ => false,
    };
    if is_new { VERSION } else { 1 }
}

fn stamp(line: &mut Line, at: Stamp) {
    line.number("at", &at.wall.0);
    if let Some(server) = at.server {
        line.number("server", &server.0);
    }
}

fn basis(line: &mut Line, basis: &Basis) {
    line.text_if("status", basis.status.as_deref());
    line.text_if("start_time", basis.start_time.as_deref());
    line.text_if("end_time", basis.end_time.as_deref());
}

fn decided(line: &mut Line, intent: &Intent) {
    line.text("what", "decided");
    line.text("key", intent.key.as_str());
    line.text("environment", intent.tenancy.environment.as_str());
    line.text_if("tenant", intent.tenant.as_ref().map(crate::tenancy::TenantPart::as_str));
    line.text_if("entity", intent.tenancy.entity.as_ref().map(crate::tenancy::TenantPart::as_str));
    if !intent.tenancy.orgs.is_empty() {
        line.text("orgs", &intent.tenancy.org_list());
    }
    line.number("task", &intent.task);
    if let Some(run) = intent.run {
        line.number("run", &run);
    }
    if let Some(original) = intent.original_task {
        line.number("original_task", &original);
    }
    line.text_if("action_type", intent.action_type.as_deref());
    basis(line, &intent.basis);
    line.number("generation", &intent.generation);
    line.text_if("supersedes", intent.supersedes.as_ref().map(IdempotencyKey::as_str));
    line.text("reason", &intent.reason);
    line.text_if("by", intent.by.as_deref());
}

fn answered(line: &mut Line, answer: &Answer) {
    match &answer.verdict {
        Verdict::Accepted(task) => {
            line.text("verdict", "accepted");
            line.number("task", &task);
        }
        Verdict::Unclear(doubt) => {
            line.text("verdict", doubt_word(doubt));
            match doubt {
                Doubt::Unproven(fault) => faulty(line, fault),
                Doubt::KeyLeft { at: Some(at) } => line.number("left_at", &at.0),
                _ => {}
            }
        }
        Verdict::Limited { wait_ms } => {
            line.text("verdict", "limited");
            line.number("wait_ms", &wait_ms);
        }
        Verdict::Refused(fault) => {
            line.text("verdict", "refused");
            faulty(line, fault);
        }
        Verdict::NeverSent(why) => {
            line.text("verdict", "never-sent");
            not_sent(line, why);
        }
    }
    if let Some(status) = answer.status {
        line.number("http", &status);
    }
    line.text_if("request_id", answer.request_id.as_ref().map(crate::header::HeaderText::as_str));
    if answer.replayed {
        line.raw("replayed", "true");
    }
}

pub(super) const fn doubt_word(doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::TimedOut => "timed-out",
        Doubt::NoAnswer => "no-answer",
        Doubt::Interrupted => "interrupted",
        Doubt::UnderWay => "under-way",
        Doubt::KeyClash => "key-clash",
        Doubt::KeyLeft { .. } => "key-left",
        Doubt::CopyLeft => "copy-left",
        Doubt::Unproven(_) => "unproven",
    }
}

fn closed(line: &mut Line, closing: &Closing) {
    line.text("what", "closed");
    let mut found = |word: &str, found: &Word| {
        line.text("as", word);
        line.text_if("by", found.by.as_deref());
        line.text("note", &found.note);
    };
    match closing {
        Closing::NotRun(word) => found("not-run", word),
        Closing::Ran(word) => found("ran", word),
        Closing::NotSent(why) => {
            line.text("as", "not-sent");
            not_sent(line, why);
        }
    }
}

fn not_sent(line: &mut Line, why: &WhyNotSent) {
    line.text("why", why_word(why));
    if let WhyNotSent::Gateway(fault) = why {
        faulty(line, fault);
    }
}

pub(super) const fn why_word(why: &WhyNotSent) -> &'static str {
    match why {
        WhyNotSent::Changed => "changed",
        WhyNotSent::Withheld(_) => "withheld",
        WhyNotSent::Gateway(_) => "gateway",
        WhyNotSent::LetBe => "let-be",
        // These are known of a decision that is not written down at all.
        WhyNotSent::Unread(_) => "unread",
        WhyNotSent::Elsewhere => "elsewhere",
        WhyNotSent::Unwritten(_) => "unwritten",
    }
}

fn faulty(line: &mut Line, fault: &ApiFault) {
    let (status, complaints, mark) = parts(fault);
    line.text("fault", fault.word());
    if let Some(status) = status {
        line.number("fault_http", &status);
    }
    line.text_if("mark", mark.filter(|mark| is_code(mark)));
    let codes = complaints.iter().filter_map(|told| told.code.as_deref());
    let codes: Vec<_> = codes.filter(|code| is_code(code)).map(quoted).collect();
    if !codes.is_empty() {
        line.raw("codes", &format!("[{}]", codes.join(",")));
    }
}

type Parts<'a> = (Option<u16>, &'a [Complaint], Option<&'a str>);

fn parts(fault: &ApiFault) -> Parts<'_> {
    match fault {
        ApiFault::Unauthorised(told)
        | ApiFault::Forbidden(told)
        | ApiFault::NotFound(told)
        | ApiFault::UnderWay(told)
        | ApiFault::Limited { complaints: told, .. }
        | ApiFault::Declined(told) => (None, told, None),
        ApiFault::Invalid { status, complaints } | ApiFault::Down { status, complaints } => {
            (Some(*status), complaints, None)
        }
        ApiFault::GatewayRefused { status, mark } | ApiFault::GatewayLost { status, mark } => {
            (Some(*status), &[], Some(mark))
        }
        ApiFault::NoGateway | ApiFault::LeftBefore { .. } => (None, &[], None),
        ApiFault::WebPage { status, .. }
        | ApiFault::Redirected { status }
        | ApiFault::Garbled { status, .. } => (Some(*status), &[], None),
    }
}

/// A code is a word or number. Anything else may be a sentence with names in it and stays out.
pub(super) fn is_code(text: &str) -> bool {
    let sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'_' | b'-' | b'.' | b':');
    (1..=64).contains(&text.len()) && text.bytes().all(sign)
}
