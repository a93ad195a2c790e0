//! An entry read back from its line. What no Reprise wrote is an error, never a guess.

use std::sync::Arc;

use super::VERSION;
use super::entry::{Answer, Closing, Entry, Seen, Stamp, TabId, What, Word};
use super::write::is_code;
use crate::api::fault::{ApiFault, Complaint, Left};
use crate::header::{HeaderText, TrackId};
use crate::id::{RunId, TaskId};
use crate::payload::Json;
use crate::rerun::Intent;
use crate::rerun::key::{Basis, IdempotencyKey};
use crate::rerun::stage::WhyNotSent;
use crate::rerun::verdict::{Doubt, Verdict};
use crate::tenancy::{EnvironmentId, Tenancy, TenantPart};
use crate::time::UnixMillis;

/// Why a line of a journal cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A newer Reprise has written it.
    #[error("a newer Reprise has written it")]
    Newer,
    /// It is no entry.
    #[error("it is no entry of a journal: “{0}” is missing or wrong")]
    Wrong(&'static str),
}

type Read<T> = Result<T, Unreadable>;

/// The members of a line, opened once: a journal has many lines.
struct Line(Vec<(String, Json)>);

impl Line {
    fn member(&self, name: &str) -> Option<&Json> {
        self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.member(name)?.string()
    }

    fn must(&self, name: &'static str) -> Read<String> {
        self.text(name).ok_or(Unreadable::Wrong(name))
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.member(name)?.whole_number()
    }

    fn task(&self, name: &'static str) -> Read<TaskId> {
        self.number(name).map(TaskId::new).ok_or(Unreadable::Wrong(name))
    }

    fn moment(&self, name: &str) -> Option<UnixMillis> {
        self.member(name)?.text().parse().ok().map(UnixMillis)
    }

    fn key(&self, name: &'static str) -> Read<IdempotencyKey> {
        IdempotencyKey::read(&self.must(name)?).ok_or(Unreadable::Wrong(name))
    }

    fn track(&self) -> Read<TrackId> {
        TrackId::parse(&self.must("track")?).map_err(|_| Unreadable::Wrong("track"))
    }

    fn basis(&self) -> Basis {
        Basis {
            status: self.text("status"),
            start_time: self.text("start_time"),
            end_time: self.text("end_time"),
        }
    }

    fn status(&self, name: &str) -> Option<u16> {
        self.number(name).and_then(|status| u16::try_from(status).ok())
    }
}

/// Reads a line.
///
/// # Errors
///
/// [`Unreadable`], with the first thing that is wrong.
pub fn read(line: &str) -> Read<Entry> {
    let line = Json::parse(&Arc::from(line)).map_err(|_| Unreadable::Wrong("{"))?;
    entry(&line)
}

/// Reads an entry that stands in a larger text.
///
/// # Errors
///
/// [`Unreadable`], with the first thing that is wrong.
pub fn entry(json: &Json) -> Read<Entry> {
    let line = Line(json.members());
    match line.number("v") {
        Some(version) if (1..=u64::from(VERSION)).contains(&version) => {}
        Some(version) if version > u64::from(VERSION) => return Err(Unreadable::Newer),
        _ => return Err(Unreadable::Wrong("v")),
    }
    let wall = line.moment("at").ok_or(Unreadable::Wrong("at"))?;
    let at = Stamp { wall, server: line.moment("server") };
    Ok(Entry { at, what: what(&line)? })
}

fn what(line: &Line) -> Read<What> {
    Ok(match line.must("what")?.as_str() {
        "decided" => What::Decided(Box::new(intent(line)?)),
        "sent" => What::Sent { track: line.track()?, tab: TabId::read(&line.must("tab")?) },
        "answered" => What::Answered { track: line.track()?, answer: Box::new(answer(line)?) },
        "read" => What::Read(Seen { task: line.task("task")?, basis: line.basis() }),
        "once-more" => What::OnceMore(word(line)?),
        "closed" => What::Closed(closing(line)?),
        _ => return Err(Unreadable::Wrong("what")),
    })
}

fn intent(line: &Line) -> Read<Intent> {
    let part = |text: &str| TenantPart::parse(text).map_err(|_| Unreadable::Wrong("entity"));
    let tenant = line.text("tenant").as_deref().map(TenantPart::parse).transpose();
    let orgs = line.text("orgs").unwrap_or_default();
    let orgs = orgs.split(',').filter(|org| !org.is_empty()).map(part).collect::<Read<_>>()?;
    let environment = EnvironmentId::try_from(line.must("environment")?);
    let tenancy = Tenancy {
        environment: environment.map_err(|_| Unreadable::Wrong("environment"))?,
        entity: line.text("entity").as_deref().map(part).transpose()?,
        orgs,
    };
    let generation = line.number("generation").and_then(|number| u32::try_from(number).ok());
    let supersedes = line.text("supersedes").map(|_| line.key("supersedes")).transpose()?;
    Ok(Intent {
        key: line.key("key")?,
        tenancy,
        tenant: tenant.map_err(|_| Unreadable::Wrong("tenant"))?,
        task: line.task("task")?,
        run: line.number("run").map(RunId::new),
        original_task: line.number("original_task").map(TaskId::new),
        action_type: line.text("action_type"),
        basis: line.basis(),
        generation: generation.ok_or(Unreadable::Wrong("generation"))?,
        supersedes,
        reason: line.must("reason")?,
        by: line.text("by"),
    })
}

fn answer(line: &Line) -> Read<Answer> {
    let verdict = match line.must("verdict")?.as_str() {
        "accepted" => Verdict::Accepted(line.task("task")?),
        "timed-out" => Verdict::Unclear(Doubt::TimedOut),
        "no-answer" => Verdict::Unclear(Doubt::NoAnswer),
        "interrupted" => Verdict::Unclear(Doubt::Interrupted),
        "under-way" => Verdict::Unclear(Doubt::UnderWay),
        "key-clash" => Verdict::Unclear(Doubt::KeyClash),
        "key-left" => Verdict::Unclear(Doubt::KeyLeft { at: line.moment("left_at") }),
        "copy-left" => Verdict::Unclear(Doubt::CopyLeft),
        "unproven" => Verdict::Unclear(Doubt::Unproven(fault(line)?)),
        "limited" => {
            let wait = line.number("wait_ms").and_then(|wait| i64::try_from(wait).ok());
            Verdict::Limited { wait_ms: wait.ok_or(Unreadable::Wrong("wait_ms"))? }
        }
        "refused" => Verdict::Refused(fault(line)?),
        "never-sent" => Verdict::NeverSent(why(line)?),
        _ => return Err(Unreadable::Wrong("verdict")),
    };
    let request_id = line.text("request_id");
    Ok(Answer {
        verdict,
        status: line.status("http"),
        request_id: request_id.and_then(|id| HeaderText::parse(&id).ok()),
        replayed: line.member("replayed").and_then(Json::truth).unwrap_or(false),
    })
}

fn closing(line: &Line) -> Read<Closing> {
    Ok(match line.must("as")?.as_str() {
        "not-run" => Closing::NotRun(word(line)?),
        "ran" => Closing::Ran(word(line)?),
        "not-sent" => Closing::NotSent(why(line)?),
        _ => return Err(Unreadable::Wrong("as")),
    })
}

fn word(line: &Line) -> Read<Word> {
    Ok(Word { by: line.text("by"), note: line.must("note")? })
}

fn why(line: &Line) -> Read<WhyNotSent> {
    Ok(match line.must("why")?.as_str() {
        "changed" => WhyNotSent::Changed,
        "withheld" => WhyNotSent::Withheld(String::new()),
        "gateway" => WhyNotSent::Gateway(fault(line)?),
        "let-be" => WhyNotSent::LetBe,
        _ => return Err(Unreadable::Wrong("why")),
    })
}

fn fault(line: &Line) -> Read<ApiFault> {
    // What is no code was not written here and may be a sentence with names in it: it stays out.
    let codes = line.member("codes").and_then(Json::strings).unwrap_or_default();
    let codes = codes.into_iter().filter(|code| is_code(code));
    let complaint = |code| Complaint { code: Some(code), message: String::new() };
    let complaints: Vec<_> = codes.map(complaint).collect();
    let status = || line.status("fault_http").ok_or(Unreadable::Wrong("fault_http"));
    let mark = || line.text("mark").filter(|mark| is_code(mark)).unwrap_or_default();
    Ok(match line.must("fault")?.as_str() {
        "unauthorised" => ApiFault::Unauthorised(complaints),
        "forbidden" => ApiFault::Forbidden(complaints),
        "not-found" => ApiFault::NotFound(complaints),
        "under-way" => ApiFault::UnderWay(complaints),
        "limited" => ApiFault::Limited { wait_ms: None, complaints },
        "invalid" => ApiFault::Invalid { status: status()?, complaints },
        "down" => ApiFault::Down { status: status()?, complaints },
        "declined" => ApiFault::Declined(complaints),
        "gateway-refused" => ApiFault::GatewayRefused { status: status()?, mark: mark() },
        "gateway-lost" => ApiFault::GatewayLost { status: status()?, mark: mark() },
        "left-before" => ApiFault::LeftBefore { what: Left::Key, at: None },
        "no-gateway" => ApiFault::NoGateway,
        "web-page" => ApiFault::WebPage { status: status()?, title: None },
        "redirected" => ApiFault::Redirected { status: status()? },
        "garbled" => ApiFault::Garbled { status: status()?, what: String::new() },
        _ => return Err(Unreadable::Wrong("fault")),
    })
}
