//! What the check of a deployment says: to whoever set it up, not to operators.

use super::fault::trouble_notice;
use super::journal::journal_notice;
use super::sentences;
use crate::check::gateway::{Clock, Copies, Guard, Memory};
use crate::check::{Grade, Matter};

/// What the page is for.
pub const ABOUT: &str = "What this browser can see of the deployment. Everything is asked by reading; nothing is rerun, and nothing in Zuora changes.";

/// A grade in a word.
#[must_use]
pub const fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "Good",
        Grade::Untold => "Not told",
        Grade::Weak => "Weak",
        Grade::Bad => "Mend this",
    }
}

/// The whole check in one sentence.
#[must_use]
pub fn summary(grades: &[Grade]) -> String {
    let count = |grade| grades.iter().filter(|own| **own == grade).count();
    let (bad, weak) = (count(Grade::Bad), count(Grade::Weak));
    let all = grades.len();
    match (bad, weak) {
        (0, 0) => format!("Nothing to mend in {all} matters."),
        (0, weak) => format!("Nothing must be mended; {weak} of {all} matters should be better."),
        (bad, _) => format!("{bad} of {all} matters must be mended before anything is rerun."),
    }
}

/// What was looked at, in a few words.
#[must_use]
pub fn subject(matter: &Matter) -> String {
    match matter {
        Matter::Headers(_) => "Security headers".to_owned(),
        Matter::Header { name, .. } => name.clone(),
        Matter::PlainHttp => "Encryption".to_owned(),
        Matter::Silent(what) => capital(what),
        Matter::NotStored { what, .. } => format!("Caching of {what}"),
        Matter::DeepLink(..) => "Addresses of the page".to_owned(),
        Matter::MissingFile(..) => "Files that are not there".to_owned(),
        Matter::ProgramKind(_) => "Kind of the program".to_owned(),
        Matter::ProgramKept(_) => "Caching of the program".to_owned(),
        Matter::ProgramPacked(_) => "Compression".to_owned(),
        Matter::OwnSalt(_) => "Salt".to_owned(),
        Matter::TenantNamed(_) => "Name of the Zuora tenant".to_owned(),
        Matter::OperatorNamed(_) => "Name of the operator".to_owned(),
        Matter::Reading(_) | Matter::NoToken => "Reading".to_owned(),
        Matter::Clock(_) => "Clock".to_owned(),
        Matter::Key(_) => "Idempotency-Key".to_owned(),
        Matter::Memory { .. } => "Memory of the gateway".to_owned(),
        Matter::Copies(_) => "Copies that the browser makes".to_owned(),
        Matter::Outsider(_) => "Requests of other pages".to_owned(),
        Matter::OtherPath(_) => "Other operations".to_owned(),
        Matter::Journal(_) => "Journal".to_owned(),
        Matter::Kept(_) => "Keeping the journal".to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// What is the case, and what to do about it; the latter is empty where nothing is to be done.
/// `duration` puts milliseconds into words.
#[must_use]
pub fn told(matter: &Matter, duration: impl Fn(i64) -> String) -> (String, String) {
    match matter {
        Matter::Reading(Ok(took)) => {
            (format!("Zuora answered after {}.", duration(*took)), String::new())
        }
        Matter::Reading(Err(trouble)) => {
            let notice = trouble_notice(trouble, "tasks");
            (sentences([&notice.headline, &notice.detail]), notice.advice)
        }
        Matter::Clock(clock) => clock_words(*clock, duration),
        Matter::Key(guard) => key_words(*guard),
        Matter::Memory { memory, age_ms, is_proven } => {
            memory_words(*memory, &duration(*age_ms), *is_proven)
        }
        Matter::Copies(copies) => copies_words(*copies),
        Matter::Outsider(guard) => guard_words(
            *guard,
            "A request without X-Reprise, as another site could make this browser send it,",
            "Let the gateway demand \"X-Reprise: 1\" and \"Sec-Fetch-Site: same-origin\", as deploy/envoy.yaml does.",
        ),
        Matter::OtherPath(guard) => guard_words(
            *guard,
            "A request for something that this page never asks for",
            "Let the gateway pass the page's five operations only, as deploy/envoy.yaml does.",
        ),
        Matter::Journal(journal) => match journal_notice(journal) {
            Some(notice) => (sentences([&notice.headline, &notice.detail]), notice.advice),
            None if matter.grade() == Grade::Good => {
                ("It can be read and written.".to_owned(), String::new())
            }
            None => ("It is still being read.".to_owned(), "Check again.".to_owned()),
        },
        plain => {
            let (told, mend) = host_words(plain).or_else(|| setup_words(plain)).unwrap_or_default();
            (told, mend.to_owned())
        }
    }
}

fn either(holds: bool, good: &str, bad: &str, mend: &'static str) -> (String, &'static str) {
    if holds { (good.to_owned(), "") } else { (bad.to_owned(), mend) }
}

/// What is said of the page's host.
fn host_words(matter: &Matter) -> Option<(String, &'static str)> {
    Some(match matter {
        Matter::Headers(count) => (format!("{count} are as deploy/headers.conf has them."), ""),
        Matter::Header { wanted, found: None, .. } => (
            format!("It is missing. Wanted: {wanted}"),
            "Let the host send the headers of deploy/headers.conf with every answer, errors as well.",
        ),
        Matter::Header { wanted, found: Some(found), .. } => (
            format!("It says less than wanted: {found} Wanted: {wanted}"),
            "Let the host send the headers of deploy/headers.conf, and nothing in between change them.",
        ),
        Matter::PlainHttp => (
            "The page came over plain HTTP: anybody on the way can change it, and read what it shows.".to_owned(),
            "Serve it over https only.",
        ),
        Matter::Silent(_) => (
            "Nothing usable came.".to_owned(),
            "Look at the host's log, and at what stands between it and this browser.",
        ),
        Matter::NotStored { holds, .. } => either(
            *holds,
            "It is read anew each time.",
            "A cache may keep it, and an old page would meet a new gateway.",
            "Send \"Cache-Control: no-store\" with it.",
        ),
        Matter::DeepLink(status, holds) => either(
            *holds,
            "Each gives the page.",
            &format!("One gave {status} instead of the page: a reload or a link in a ticket would fail."),
            "Answer every address that is no file with index.html and status 200.",
        ),
        Matter::MissingFile(status, holds) => either(
            *holds,
            "One is told so (404).",
            &format!("One gave {status}: a part of the page that is gone would come as something else."),
            "Answer 404 for a file that is not there; only addresses without an ending give index.html.",
        ),
        other => return program_words(other),
    })
}

fn program_words(matter: &Matter) -> Option<(String, &'static str)> {
    Some(match matter {
        Matter::ProgramKind(holds) => either(
            *holds,
            "It comes as application/wasm.",
            "It does not come as application/wasm: parts of the page cannot start.",
            "Teach the host the type of .wasm files.",
        ),
        Matter::ProgramKept(holds) => either(
            *holds,
            "It is kept for ever: its name holds its hash.",
            "It is loaded or asked for again each time.",
            "Send \"Cache-Control: public, max-age=31536000, immutable\" with files that have a hash in their name.",
        ),
        Matter::ProgramPacked(how) => either(
            how.is_some(),
            &format!("The program comes compressed ({}).", how.as_deref().unwrap_or_default()),
            "The program comes as it is: a first visit loads about three times as much.",
            "Let the host send the .br files of the build, or compress by gzip.",
        ),
        _ => return None,
    })
}

/// What is said of the configuration and of this browser.
fn setup_words(matter: &Matter) -> Option<(String, &'static str)> {
    Some(match matter {
        Matter::OwnSalt(holds) => either(
            *holds,
            "It is this deployment's own.",
            "It is the one that comes with the project: whoever knows it can claim your keys.",
            "Make one of 32 random characters before the first rerun, and change it never again.",
        ),
        Matter::TenantNamed(holds) => either(
            *holds,
            "It is named: should another tenant come to stand there, open reruns are left alone.",
            "It is not named: should another tenant come to stand there, the page would not know.",
            "Add \"tenant\" to the environment in config.json.",
        ),
        Matter::OperatorNamed(holds) => either(
            *holds,
            "The host names who sits here: the gateway's log can say who reran what.",
            "The host names nobody: anybody who reaches this page may rerun in production, and no log says who.",
            "Let the gateway or the host sign operators in, and send X-Operator with config.json (docs/hosting.md, Who may come in).",
        ),
        Matter::NoToken => (
            "A token must be pasted before anything can be read.".to_owned(),
            "Open the environment, paste one, then check again.",
        ),
        Matter::Kept(Some(holds)) => either(
            *holds,
            "The browser keeps it until its user deletes it.",
            "The browser may drop it when space is short, or after some days without a visit.",
            "Have this site allowed to store data for good (a policy, a bookmark, an installed page), and keep the gateway's log.",
        ),
        Matter::Kept(None) => ("This browser makes no such promise.".to_owned(), ""),
        _ => return None,
    })
}

fn clock_words(clock: Clock, duration: impl Fn(i64) -> String) -> (String, String) {
    let Some(ahead) = clock.0 else {
        let mend = "Let the gateway pass the header Date on.".to_owned();
        return ("The answer had no date to compare with.".to_owned(), mend);
    };
    let off = duration(ahead.abs());
    let way = if ahead < 0 { "behind" } else { "ahead of" };
    // The server tells whole seconds.
    let told = if ahead.abs() < 2_000 {
        "This machine's clock agrees with the server's.".to_owned()
    } else {
        format!("This machine's clock is {off} {way} the server's.")
    };
    let mend = if Matter::Clock(clock).grade() == Grade::Good {
        String::new()
    } else {
        "Have this machine's clock set by the network: ages, waits and the safe window of a key hang on it.".to_owned()
    };
    (told, mend)
}

fn key_words(guard: Guard) -> (String, String) {
    match guard {
        Guard::Stopped => (
            "It reaches the gateway, which refuses it where it does not belong.".to_owned(),
            String::new(),
        ),
        Guard::Unmarked(status) => (
            format!("It was refused ({status}), but the answer does not say by whom."),
            UNMARKED.to_owned(),
        ),
        Guard::Let | Guard::Silent => (
            "A browser cannot tell whether it arrives at this gateway.".to_owned(),
            "Rerun a harmless task in a sandbox, and look for its key in the gateway's log."
                .to_owned(),
        ),
    }
}

fn memory_words(memory: Memory, age: &str, is_proven: bool) -> (String, String) {
    let (told, mend) = match (memory, is_proven) {
        (Memory::Keys, _) => (
            format!(
                "It passes each key on once, and remembers since {age}. Older keys are not guarded."
            ),
            "",
        ),
        (Memory::Transmissions, true) => {
            ("It passes each transmission on once. A key may leave again: it is proven here.".to_owned(), "")
        }
        (Memory::Transmissions, false) => (
            "It lets a key leave again, as if Zuora were proven to honour it. config.json holds no proof.".to_owned(),
            "Set \"keys\": \"unproven\" for this environment in gateway.json, or put the record of the proof into config.json.",
        ),
        (Memory::Nothing, _) => (
            "It does not say that it remembers what has left. Where Zuora ignores keys, a task may run twice.".to_owned(),
            "Let the gateway pass each key on once and say since when it remembers, as deploy/key.lua does.",
        ),
    };
    (told, mend.to_owned())
}

fn copies_words(copies: Copies) -> (String, String) {
    let (told, mend) = match copies {
        Copies::Once => ("The second of two equal requests is refused by the gateway.", ""),
        Copies::Anew => (
            "The second of two equal requests was judged anew. A copy that the browser makes by itself may run a task twice.",
            "Let the gateway refuse a Zuora-Track-Id that it has seen before, as deploy/track.lua does.",
        ),
        Copies::Silent => ("The second of two equal requests was not answered.", "Check again."),
    };
    (told.to_owned(), mend.to_owned())
}

/// What a gateway must do whose answers look like Zuora's.
const UNMARKED: &str = "Let the gateway mark its own answers (x-proxy-local): without, the page cannot tell what never left.";

fn guard_words(guard: Guard, what: &str, mend: &str) -> (String, String) {
    match guard {
        Guard::Stopped => (format!("{what} is refused by the gateway."), String::new()),
        Guard::Unmarked(status) => (
            format!(
                "{what} was answered by {status}: by Zuora, or by a gateway that marks nothing."
            ),
            UNMARKED.to_owned(),
        ),
        Guard::Let => (format!("{what} passes."), mend.to_owned()),
        Guard::Silent => (format!("{what} was not answered."), "Check again.".to_owned()),
    }
}
