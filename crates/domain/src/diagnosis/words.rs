//! Causes by the words of a message, for failures whose fields name none ([`super::facts`]).
//!
//! Words name a cause to read on at; they prove nothing of what was sent, and nothing here can say
//! so. No text was heard from Zuora but where the source says so: `COMPOSED` ones are ours.
//! LIVE-UNVERIFIED(the wording of errors; composed after the names in the documents; when known,
//! put the real words into the rule)

use super::cause::Certainty;
use super::evidence::Evidence;
use super::kind::Kind;
use super::said::{Said, Text};
use super::spot::Cited;

/// A cause that words hint at.
#[derive(Debug)]
pub(super) struct Hint {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
    pub(super) source: &'static str,
    pub(super) cited: Vec<Cited>,
}

/// Whose messages a rule reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Anybody's.
    Anyone,
    /// Tasks of this type.
    Type(&'static str),
    /// All but those of Zuora's API: it answered, so a connection it speaks of is another one.
    NotZuora,
}

/// One rule: a word of every group is in the message (written small).
struct Rule {
    kind: Kind,
    certainty: Certainty,
    of: Of,
    words: &'static [&'static [&'static str]],
    source: &'static str,
}

/// The message, else the log, hints at this; else the type or the family of the class does.
pub(super) fn hint(evidence: &Evidence, said: &Said) -> Option<Hint> {
    worded(evidence, said).or_else(|| by_type(evidence, said)).or_else(|| by_family(said))
}

fn worded(evidence: &Evidence, said: &Said) -> Option<Hint> {
    let text = said.error.as_ref().or(said.details.as_ref())?;
    let rule = RULES.iter().find(|rule| rule.fits(evidence, said, text))?;
    let cited = vec![text.cited.clone()];
    Some(Hint { kind: rule.kind, certainty: rule.certainty, source: rule.source, cited })
}

impl Rule {
    fn fits(&self, evidence: &Evidence, said: &Said, text: &Text) -> bool {
        let heard = match self.of {
            Of::Anyone => true,
            Of::Type(own) => said.task.is_none() && evidence.action_type == own,
            Of::NotZuora => !said.is_from_zuora(),
        };
        let holds = |group: &&[&str]| group.iter().any(|word| text.lower.contains(word));
        heard && self.words.iter().all(holds)
    }
}

fn by_type(evidence: &Evidence, said: &Said) -> Option<Hint> {
    let kind = match evidence.action_type.as_str() {
        _ if said.task.is_some() => return None,
        "Payment::PaymentRun" => Kind::PaymentRunFailed,
        "Billing::BillRun" => Kind::BillRunFailed,
        _ => return None,
    };
    let cited = vec![evidence.typed()];
    Some(Hint { kind, certainty: Certainty::Likely, source: TASKS, cited })
}

fn by_family(said: &Said) -> Option<Hint> {
    let class = said.class.as_ref()?;
    let (kind, certainty, source) = if said.is_from_zuora() {
        (Kind::ZuoraTurnedDown, Certainty::Certain, GEM)
    } else if ENGINE.contains(&said.class()) || said.class().starts_with("ActiveRecord::") {
        (Kind::EngineFailed, Certainty::Likely, "Ruby core and standard library")
    } else {
        return None;
    };
    Some(Hint { kind, certainty, source, cited: vec![class.cited.clone()] })
}

const ENGINE: [&str; 11] = [
    "NoMethodError",
    "NameError",
    "TypeError",
    "ArgumentError",
    "KeyError",
    "StandardError",
    "RuntimeError",
    "ZeroDivisionError",
    "JSON::ParserError",
    "Nokogiri::XML::SyntaxError",
    "CSV::MalformedCSVError",
];

const LIMITS: &str = "Zuora workflow limits (2025-12); wording COMPOSED";
const INTERFACE: &str = "Zuora workflow user interface (2025-12); wording COMPOSED";
const LIQUID: &str = "Shopify liquid, lib/liquid/errors.rb";
const RUBY: &str = "Ruby standard library: net/http, socket, openssl";
const GEM: &str = "RubyGem zuora_api: exceptions and the codes that raise them";
const TASKS: &str = "Zuora workflow task reference (2025-12); wording COMPOSED";
const NET: &str = "RubyGems net-ssh, net-sftp; Ruby net/smtp, net/ftp";
const TRINO: &str = "RubyGem zuora_api: wording of a failed data query; messages of Trino";

const fn likely(
    kind: Kind,
    of: Of,
    words: &'static [&'static [&'static str]],
    source: &'static str,
) -> Rule {
    Rule { kind, certainty: Certainty::Likely, of, words, source }
}

const fn maybe(
    kind: Kind,
    of: Of,
    words: &'static [&'static [&'static str]],
    source: &'static str,
) -> Rule {
    Rule { kind, certainty: Certainty::Possible, of, words, source }
}

/// Every rule; the first that fits counts.
const RULES: &[Rule] = &[
    // Limits of the engine: whatever the task does.
    maybe(
        Kind::PayloadTooLarge,
        Of::Anyone,
        &[&["payload"], &["5 mb", "5mb", "too large", "exceed", "larger than"]],
        LIMITS,
    ),
    maybe(
        Kind::RepeatLimit,
        Of::Anyone,
        &[&["repeated more than", "repeat times", "repeat limit"]],
        LIMITS,
    ),
    maybe(
        Kind::Inactive,
        Of::Anyone,
        &[&["workflow is inactive", "workflow is not active", "inactive workflow"]],
        INTERFACE,
    ),
    likely(
        Kind::Gone,
        Of::Anyone,
        &[&["invalid id / multiple objects returned"]],
        "Zuora API reference 2026-09-11, delete a workflow: 404",
    ),
    maybe(Kind::LiquidVariable, Of::Anyone, &[&["liquid"], &["undefined variable"]], LIQUID),
    maybe(Kind::LiquidFilter, Of::Anyone, &[&["liquid"], &["undefined filter"]], LIQUID),
    maybe(Kind::LiquidMethod, Of::Anyone, &[&["liquid"], &["undefined method"]], LIQUID),
    maybe(Kind::LiquidSyntax, Of::Anyone, &[&["liquid syntax error"]], LIQUID),
    maybe(Kind::LiquidOther, Of::Anyone, &[&["liquid error"]], LIQUID),
    // A request without an answer. What may have been sent comes first. Names and TLS come before
    // connections: the message of a refused connection stands before them in the same text.
    likely(Kind::NoAnswer, Of::NotZuora, &[&["net::readtimeout", "net::writetimeout"]], RUBY),
    likely(
        Kind::Broken,
        Of::NotZuora,
        &[&["connection reset by peer", "end of file reached", "broken pipe"]],
        RUBY,
    ),
    maybe(
        Kind::NoName,
        Of::NotZuora,
        &[&["getaddrinfo", "name or service not known", "nodename nor servname"]],
        RUBY,
    ),
    maybe(Kind::NoTls, Of::NotZuora, &[&["ssl_connect", "certificate verify failed"]], RUBY),
    maybe(
        Kind::NoConnection,
        Of::NotZuora,
        &[&["net::opentimeout", "errno::econnrefused", "failed to open tcp connection"]],
        RUBY,
    ),
    // Queries.
    likely(Kind::QueryMalformed, Of::Anyone, &[&["malformed_query"]], GEM),
    likely(
        Kind::QueryTooLong,
        Of::Anyone,
        &[&["query exceeded maximum processing time", "query exceeded the maximum time limit"]],
        GEM,
    ),
    likely(Kind::TooManyRecords, Of::Anyone, &[&["max_records_exceeded"]], GEM),
    likely(
        Kind::SqlFailed,
        Of::Anyone,
        &[
            &["query failed"],
            &["cannot be resolved", "mismatched input", "does not exist", "): line "],
        ],
        TRINO,
    ),
    likely(Kind::QueryFailed, Of::Anyone, &[&["query failed"]], GEM),
    // Zuora's API, where its words do not stand at their place. What may have acted comes first.
    likely(
        Kind::ZuoraOutside,
        Of::Anyone,
        &[&[
            "transaction declined",
            "gettax call to avalara",
            "tax calculation call to zuora connect",
        ]],
        GEM,
    ),
    likely(Kind::ZuoraTemporary, Of::Anyone, &[&["temporary_error", "transaction_timeout"]], GEM),
    likely(Kind::ZuoraInternal, Of::Anyone, &[&["unknown_error", "unexpected_error"]], GEM),
    likely(
        Kind::ZuoraInput,
        Of::Anyone,
        &[&[
            "invalid_value",
            "invalid_field",
            "invalid_type",
            "missing_required_value",
            "json input does not match schema",
        ]],
        GEM,
    ),
    likely(Kind::ZuoraDuplicate, Of::Anyone, &[&["duplicate_value"]], GEM),
    likely(Kind::ZuoraPermission, Of::Anyone, &[&["no_permission", "api_disabled"]], GEM),
    likely(Kind::ZuoraSignIn, Of::Anyone, &[&["invalid_session"]], GEM),
    likely(
        Kind::ZuoraLocked,
        Of::Anyone,
        &[&["lock_competition", "lock competition", "optimistic locking failed"]],
        GEM,
    ),
    likely(
        Kind::ZuoraLimit,
        Of::Anyone,
        &[&[
            "request_exceeded_limit",
            "exceeded the limit allowed by the system",
            "api rate limit exceeded",
        ]],
        GEM,
    ),
    likely(Kind::ZuoraNotFound, Of::Anyone, &[&["invalid_id", "could not find object"]], GEM),
    likely(
        Kind::ZuoraRule,
        Of::Anyone,
        &[&[
            "cannot_delete",
            "accounting_period_closed",
            "no write-off is needed",
            "with a zero balance",
            "payment status should be processed",
            "is in expired status",
        ]],
        GEM,
    ),
    // One type at a time.
    maybe(
        Kind::EmailTooLarge,
        Of::Type("Email"),
        &[&["10 mb", "10mb", "message size", "too large"]],
        TASKS,
    ),
    maybe(
        Kind::ScriptTimeout,
        Of::Type("Script::JavaScript"),
        &[&["timed out", "timeout", "execution expired"]],
        TASKS,
    ),
    likely(
        Kind::ScriptFailed,
        Of::Type("Script::JavaScript"),
        &[&["typeerror", "referenceerror", "syntaxerror", "rangeerror", "error:"]],
        "ECMAScript: names of errors",
    ),
    maybe(Kind::ApprovalRejected, Of::Type("Approval"), &[&["reject"]], TASKS),
    maybe(Kind::ApprovalExpired, Of::Type("Approval"), &[&["expire"]], TASKS),
    maybe(Kind::FileMissing, Of::Anyone, &[&["no such file"]], NET),
];
