//! The table of causes, in order: the first rule that fits counts.
//!
//! Nothing here is a text that Zuora was heard to write, but where the source says so. Rules that
//! go by words no document shows are marked `COMPOSED`.
//! LIVE-UNVERIFIED(the wording of errors; composed after the names in the documents; when known,
//! put the real words into the rule)

use super::kind::Kind;
use super::rule::{Rule, likely, maybe, sure};
use super::sign::Sign::{Answered, Category, Class, NoRecipient, Type, WaitedOut, Words};

const SETTINGS: &str = "Zuora workflow settings, Secure Error Messages (2025-12)";
const LIMITS: &str = "Zuora workflow limits (2025-12); wording COMPOSED";
const LIQUID: &str = "Shopify liquid, lib/liquid/errors.rb";
const RFC9110: &str = "RFC 9110 §15; wording of the task from the Zuora API reference 2026-09-11";
const RFC6585: &str = "RFC 6585 §4";
const RUBY: &str = "Ruby standard library: net/http, socket, openssl";
const GEM: &str = "RubyGem zuora_api: exceptions and the codes that raise them";
const CODES: &str = "Zuora developer guide, error codes (2026-01-02)";
const TASKS: &str = "Zuora workflow task reference (2025-12); wording COMPOSED";
const NET: &str = "RubyGems net-ssh, net-sftp; Ruby net/smtp, net/ftp";

/// Every rule.
pub(super) const CAUSES: &[Rule] = &[
    sure(Kind::Hidden, &[Words(&["will not report sensitive errors"])], SETTINGS),
    // Limits of the engine: whatever the task does.
    maybe(
        Kind::PayloadTooLarge,
        &[Words(&["payload"]), Words(&["5 mb", "5mb", "too large", "exceed", "larger than"])],
        LIMITS,
    ),
    maybe(
        Kind::RepeatLimit,
        &[Words(&["repeated more than", "repeat times", "repeat limit"])],
        LIMITS,
    ),
    maybe(
        Kind::Inactive,
        &[Words(&["workflow is inactive", "workflow is not active", "inactive workflow"])],
        "Zuora workflow user interface (2025-12); wording COMPOSED",
    ),
    likely(
        Kind::Gone,
        &[Words(&["invalid id / multiple objects returned"])],
        "Zuora API reference 2026-09-11, delete a workflow: 404",
    ),
    // Liquid.
    sure(Kind::LiquidVariable, &[Class(&["Liquid::UndefinedVariable"])], LIQUID),
    sure(Kind::LiquidFilter, &[Class(&["Liquid::UndefinedFilter"])], LIQUID),
    sure(Kind::LiquidMethod, &[Class(&["Liquid::UndefinedDropMethod"])], LIQUID),
    sure(Kind::LiquidSyntax, &[Class(&["Liquid::SyntaxError"])], LIQUID),
    likely(Kind::LiquidVariable, &[Words(&["liquid"]), Words(&["undefined variable"])], LIQUID),
    likely(Kind::LiquidFilter, &[Words(&["liquid"]), Words(&["undefined filter"])], LIQUID),
    likely(Kind::LiquidMethod, &[Words(&["liquid"]), Words(&["undefined method"])], LIQUID),
    likely(Kind::LiquidSyntax, &[Words(&["liquid syntax error"])], LIQUID),
    sure(Kind::LiquidOther, &[Class(&["Liquid::"])], LIQUID),
    likely(Kind::LiquidOther, &[Words(&["liquid error"])], LIQUID),
    // A callout with an answer.
    sure(Kind::CalloutCredentials, &[Answered(&[(401, 401), (403, 403), (407, 407)])], RFC9110),
    sure(Kind::CalloutAddress, &[Answered(&[(404, 404), (410, 410)])], RFC9110),
    sure(Kind::CalloutTimeout, &[Answered(&[(408, 408), (504, 504)])], RFC9110),
    sure(Kind::CalloutConflict, &[Answered(&[(409, 409)])], RFC9110),
    sure(Kind::CalloutLimit, &[Answered(&[(429, 429)])], RFC6585),
    sure(
        Kind::CalloutInput,
        &[Answered(&[(400, 400), (405, 406), (411, 411), (413, 415), (422, 422), (431, 431)])],
        RFC9110,
    ),
    sure(Kind::CalloutRefused, &[Answered(&[(400, 499)])], RFC9110),
    sure(Kind::CalloutServer, &[Answered(&[(500, 599)])], RFC9110),
    sure(Kind::CalloutRedirected, &[Answered(&[(300, 399)])], RFC9110),
    sure(Kind::CalloutNotAccepted, &[Answered(&[(200, 299)])], RFC9110),
    // Zuora's API, by the class that its client raises.
    sure(
        Kind::ZuoraSignIn,
        &[Class(&[
            "ZuoraAPI::Exceptions::ZuoraAPISessionError",
            "ZuoraAPI::Exceptions::ZuoraAPIAuthenticationTypeError",
        ])],
        GEM,
    ),
    sure(Kind::ZuoraLocked, &[Class(&["ZuoraAPI::Exceptions::ZuoraAPILockCompetition"])], GEM),
    sure(Kind::ZuoraLimit, &[Class(&["ZuoraAPI::Exceptions::ZuoraAPIRequestLimit"])], GEM),
    sure(Kind::ZuoraTemporary, &[Class(&["ZuoraAPI::Exceptions::ZuoraAPITemporaryError"])], GEM),
    sure(Kind::ZuoraEntity, &[Class(&["ZuoraAPI::Exceptions::BadEntityError"])], GEM),
    sure(
        Kind::ZuoraNoAnswer,
        &[Class(&[
            "ZuoraAPI::Exceptions::ZuoraAPIReadTimeout",
            "ZuoraAPI::Exceptions::ZuoraAPIConnectionTimeout",
        ])],
        GEM,
    ),
    sure(
        Kind::ZuoraInternal,
        &[Class(&[
            "ZuoraAPI::Exceptions::ZuoraAPIInternalServerError",
            "ZuoraAPI::Exceptions::ZuoraUnexpectedError",
            "ZuoraAPI::Exceptions::ZuoraAPIUnkownError",
            "ZuoraAPI::Exceptions::ZuoraDataIntegrity",
        ])],
        GEM,
    ),
    // A request without an answer. Names and TLS first: the message of a refused connection
    // stands before them in the same text.
    likely(
        Kind::NoName,
        &[Words(&["getaddrinfo", "name or service not known", "nodename nor servname"])],
        RUBY,
    ),
    likely(Kind::NoName, &[Class(&["SocketError", "Socket::ResolutionError"])], RUBY),
    likely(Kind::NoTls, &[Class(&["OpenSSL::SSL::SSLError"])], RUBY),
    likely(Kind::NoTls, &[Words(&["ssl_connect", "certificate verify failed"])], RUBY),
    sure(
        Kind::NoConnection,
        &[Class(&[
            "Net::OpenTimeout",
            "Errno::ECONNREFUSED",
            "Errno::EHOSTUNREACH",
            "Errno::ENETUNREACH",
            "Errno::EADDRNOTAVAIL",
        ])],
        RUBY,
    ),
    sure(
        Kind::NoAnswer,
        &[Class(&["Net::ReadTimeout", "Net::WriteTimeout", "Timeout::Error"])],
        RUBY,
    ),
    sure(
        Kind::Broken,
        &[Class(&["Errno::ECONNRESET", "Errno::ECONNABORTED", "Errno::EPIPE", "EOFError"])],
        RUBY,
    ),
    likely(
        Kind::NoConnection,
        &[Words(&["net::opentimeout", "errno::econnrefused", "failed to open tcp connection"])],
        RUBY,
    ),
    likely(Kind::NoAnswer, &[Words(&["net::readtimeout", "net::writetimeout"])], RUBY),
    likely(Kind::NoAnswer, &[Class(&["Errno::ETIMEDOUT"])], RUBY),
    likely(
        Kind::Broken,
        &[Words(&["connection reset by peer", "end of file reached", "broken pipe"])],
        RUBY,
    ),
    // Queries.
    likely(Kind::QueryMalformed, &[Words(&["malformed_query"])], GEM),
    likely(Kind::QueryTooLong, &[Words(&["query exceeded maximum processing time"])], GEM),
    likely(Kind::TooManyRecords, &[Words(&["max_records_exceeded"])], GEM),
    likely(
        Kind::SqlFailed,
        &[
            Words(&["query failed"]),
            Words(&["cannot be resolved", "mismatched input", "does not exist", "): line "]),
        ],
        "RubyGem zuora_api: wording of a failed data query; messages of Trino",
    ),
    likely(Kind::QueryFailed, &[Words(&["query failed"])], GEM),
    // Zuora's API, by its codes.
    likely(
        Kind::ZuoraOutside,
        &[Words(&[
            "transaction declined",
            "gettax call to avalara",
            "tax calculation call to zuora connect",
        ])],
        GEM,
    ),
    sure(Kind::ZuoraPermission, &[Category(&[10])], CODES),
    sure(Kind::ZuoraSignIn, &[Category(&[11])], CODES),
    sure(Kind::ZuoraInput, &[Category(&[20, 21, 22, 23, 27])], CODES),
    sure(Kind::ZuoraRule, &[Category(&[30])], CODES),
    sure(Kind::ZuoraNotFound, &[Category(&[40])], CODES),
    sure(Kind::ZuoraUnsupported, &[Category(&[45])], CODES),
    sure(Kind::ZuoraLocked, &[Category(&[50])], CODES),
    sure(Kind::ZuoraInternal, &[Category(&[60])], CODES),
    sure(Kind::ZuoraTemporary, &[Category(&[61])], CODES),
    sure(Kind::ZuoraLimit, &[Category(&[70])], CODES),
    sure(Kind::ZuoraMalformed, &[Category(&[90])], CODES),
    sure(Kind::ZuoraOutside, &[Category(&[99])], CODES),
    // Zuora's API, by the words of its SOAP and CRUD answers.
    likely(
        Kind::ZuoraInput,
        &[Words(&[
            "invalid_value",
            "invalid_field",
            "invalid_type",
            "missing_required_value",
            "json input does not match schema",
        ])],
        GEM,
    ),
    likely(Kind::ZuoraDuplicate, &[Words(&["duplicate_value"])], GEM),
    likely(Kind::ZuoraPermission, &[Words(&["no_permission", "api_disabled"])], GEM),
    likely(Kind::ZuoraSignIn, &[Words(&["invalid_session"])], GEM),
    likely(
        Kind::ZuoraLocked,
        &[Words(&["lock_competition", "lock competition", "optimistic locking failed"])],
        GEM,
    ),
    likely(
        Kind::ZuoraLimit,
        &[Words(&[
            "request_exceeded_limit",
            "exceeded the limit allowed by the system",
            "api rate limit exceeded",
        ])],
        GEM,
    ),
    likely(Kind::ZuoraTemporary, &[Words(&["temporary_error", "transaction_timeout"])], GEM),
    likely(Kind::ZuoraNotFound, &[Words(&["invalid_id", "could not find object"])], GEM),
    likely(
        Kind::ZuoraRule,
        &[Words(&[
            "cannot_delete",
            "accounting_period_closed",
            "no write-off is needed",
            "with a zero balance",
            "payment status should be processed",
            "is in expired status",
        ])],
        GEM,
    ),
    likely(Kind::ZuoraInternal, &[Words(&["unknown_error", "unexpected_error"])], GEM),
    // One type at a time.
    maybe(
        Kind::EmailTooLarge,
        &[Type(&["Email"]), Words(&["10 mb", "10mb", "message size", "too large"])],
        TASKS,
    ),
    likely(
        Kind::EmailRefused,
        &[Class(&[
            "Net::SMTPFatalError",
            "Net::SMTPServerBusy",
            "Net::SMTPAuthenticationError",
            "Net::SMTPSyntaxError",
            "Net::SMTPUnknownError",
        ])],
        NET,
    ),
    likely(Kind::EmailNoRecipient, &[Type(&["Email"]), NoRecipient], TASKS),
    maybe(
        Kind::ScriptTimeout,
        &[Type(&["Script::JavaScript"]), Words(&["timed out", "timeout", "execution expired"])],
        TASKS,
    ),
    likely(
        Kind::ScriptFailed,
        &[
            Type(&["Script::JavaScript"]),
            Words(&["typeerror", "referenceerror", "syntaxerror", "rangeerror", "error:"]),
        ],
        "ECMAScript: names of errors",
    ),
    maybe(Kind::ApprovalRejected, &[Type(&["Approval"]), Words(&["reject"])], TASKS),
    maybe(Kind::ApprovalExpired, &[Type(&["Approval"]), Words(&["expire"])], TASKS),
    maybe(Kind::ApprovalExpired, &[Type(&["Approval"]), WaitedOut], TASKS),
    likely(Kind::FileMissing, &[Words(&["no such file"])], NET),
    likely(Kind::FileMissing, &[Class(&["Errno::ENOENT", "Aws::S3::Errors::NoSuchKey"])], NET),
    likely(
        Kind::FileSignIn,
        &[Class(&["Net::SSH::AuthenticationFailed", "Net::SSH::HostKeyMismatch"])],
        NET,
    ),
    maybe(Kind::FileSignIn, &[Class(&["Net::FTPPermError"]), Words(&["530", "login"])], NET),
    likely(
        Kind::FileDenied,
        &[Class(&["Net::SFTP::StatusException"]), Words(&["permission denied"])],
        NET,
    ),
    likely(Kind::FileDenied, &[Class(&["Aws::S3::Errors::AccessDenied", "Errno::EACCES"])], NET),
    // What is left, by its family.
    sure(Kind::CalloutUnclear, &[Class(&["WorkflowError::Callout"])], RFC9110),
    likely(Kind::PaymentRunFailed, &[Type(&["Payment::PaymentRun"])], TASKS),
    likely(Kind::BillRunFailed, &[Type(&["Billing::BillRun"])], TASKS),
    sure(Kind::ZuoraTurnedDown, &[Class(&["ZuoraAPI::"])], GEM),
    likely(
        Kind::EngineFailed,
        &[Class(&[
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
            "ActiveRecord::",
        ])],
        "Ruby core and standard library",
    ),
];
