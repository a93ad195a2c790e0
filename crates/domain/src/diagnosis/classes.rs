//! The classes of errors that tell how far a try had come.

use super::cause::Certainty;
use super::kind::Kind;

/// One class, or several that mean the same.
pub(super) struct ClassRule {
    pub(super) kind: Kind,
    pub(super) certainty: Certainty,
    pub(super) source: &'static str,
    /// Whether the class, with its beginning, proves what its kind says. Without it, it names the
    /// cause alone.
    pub(super) warrants: bool,
    names: &'static [&'static str],
    /// How the message begins (written small); any, when there is none.
    opens: &'static [&'static str],
    /// What it also holds: it narrows the rule.
    holds: &'static [&'static str],
}

impl ClassRule {
    /// Whether an error of that class, whose message is that (written small), is meant. A name that
    /// ends in `::` stands for all below it.
    pub(super) fn fits(&self, class: &str, message: &str) -> bool {
        let named = |own: &&str| *own == class || (own.ends_with("::") && class.starts_with(*own));
        let any = |words: &[&str], found: &dyn Fn(&str) -> bool| {
            words.is_empty() || words.iter().any(|word| found(word))
        };
        self.names.iter().any(named)
            && any(self.opens, &|word| message.starts_with(word))
            && any(self.holds, &|word| message.contains(word))
    }

    const fn opening(mut self, opens: &'static [&'static str]) -> Self {
        self.opens = opens;
        self
    }

    const fn holding(mut self, holds: &'static [&'static str]) -> Self {
        self.holds = holds;
        self
    }

    const fn naming_only(mut self) -> Self {
        self.warrants = false;
        self
    }
}

/// By its documented meaning.
const fn sure(kind: Kind, names: &'static [&'static str], source: &'static str) -> ClassRule {
    let certainty = Certainty::Certain;
    ClassRule { kind, certainty, source, warrants: true, names, opens: &[], holds: &[] }
}

/// By what it is commonly raised for.
const fn likely(kind: Kind, names: &'static [&'static str], source: &'static str) -> ClassRule {
    let mut rule = sure(kind, names, source);
    rule.certainty = Certainty::Likely;
    rule
}

const LIQUID: &str = "Shopify liquid, lib/liquid/errors.rb";
const RUBY: &str = "Ruby standard library: net/http, socket, openssl";
const GEM: &str = "RubyGem zuora_api: exceptions and the codes that raise them";
const NET: &str = "RubyGems net-ssh, net-sftp; Ruby net/smtp, net/ftp";

/// How Ruby begins when a connection could not be opened.
const NOT_OPENED: &str = "failed to open tcp connection";

/// Every class with a rule; the first that fits counts. A class that is raised at more than one
/// moment stands twice: as a proof with the beginning that tells the moment, and without.
pub(super) const CLASSES: &[ClassRule] = &[
    sure(Kind::LiquidVariable, &["Liquid::UndefinedVariable"], LIQUID),
    sure(Kind::LiquidFilter, &["Liquid::UndefinedFilter"], LIQUID),
    sure(Kind::LiquidMethod, &["Liquid::UndefinedDropMethod"], LIQUID),
    sure(Kind::LiquidSyntax, &["Liquid::SyntaxError"], LIQUID),
    sure(Kind::LiquidOther, &["Liquid::"], LIQUID),
    // Zuora's API, by the class that its client raises.
    sure(
        Kind::ZuoraSignIn,
        &[
            "ZuoraAPI::Exceptions::ZuoraAPISessionError",
            "ZuoraAPI::Exceptions::ZuoraAPIAuthenticationTypeError",
        ],
        GEM,
    ),
    sure(Kind::ZuoraLocked, &["ZuoraAPI::Exceptions::ZuoraAPILockCompetition"], GEM),
    sure(Kind::ZuoraLimit, &["ZuoraAPI::Exceptions::ZuoraAPIRequestLimit"], GEM),
    sure(Kind::ZuoraTemporary, &["ZuoraAPI::Exceptions::ZuoraAPITemporaryError"], GEM),
    sure(Kind::ZuoraEntity, &["ZuoraAPI::Exceptions::BadEntityError"], GEM),
    sure(
        Kind::ZuoraNoAnswer,
        &[
            "ZuoraAPI::Exceptions::ZuoraAPIReadTimeout",
            "ZuoraAPI::Exceptions::ZuoraAPIConnectionTimeout",
        ],
        GEM,
    ),
    sure(
        Kind::ZuoraInternal,
        &[
            "ZuoraAPI::Exceptions::ZuoraAPIInternalServerError",
            "ZuoraAPI::Exceptions::ZuoraUnexpectedError",
            "ZuoraAPI::Exceptions::ZuoraAPIUnkownError",
            "ZuoraAPI::Exceptions::ZuoraDataIntegrity",
        ],
        GEM,
    ),
    // A request without an answer. Ruby opens a connection before it sends; some classes are
    // raised at both moments, and only the beginning of the message tells which.
    likely(Kind::NoName, &["Socket::ResolutionError"], RUBY),
    likely(Kind::NoName, &["SocketError"], RUBY).opening(&[
        "getaddrinfo",
        NOT_OPENED,
        "name or service not known",
        "nodename nor servname",
    ]),
    likely(Kind::NoTls, &["OpenSSL::SSL::SSLError"], RUBY).opening(&[
        "ssl_connect",
        "certificate verify failed",
        "hostname \"",
    ]),
    likely(Kind::NoTls, &["Errno::ECONNRESET"], RUBY)
        .opening(&["connection reset by peer - ssl_connect"]),
    sure(
        Kind::NoConnection,
        &["Net::OpenTimeout", "Errno::ECONNREFUSED", "Errno::EADDRNOTAVAIL"],
        RUBY,
    ),
    likely(
        Kind::NoConnection,
        &["Errno::EHOSTUNREACH", "Errno::ENETUNREACH", "Errno::ETIMEDOUT", "Errno::ECONNRESET"],
        RUBY,
    )
    .opening(&[
        NOT_OPENED,
        "no route to host - connect(2)",
        "network is unreachable - connect(2)",
        "connection timed out - connect(2)",
        "operation timed out - connect(2)",
    ]),
    sure(
        Kind::NoAnswer,
        &["Net::ReadTimeout", "Net::WriteTimeout", "Timeout::Error", "Errno::ETIMEDOUT"],
        RUBY,
    ),
    sure(
        Kind::Broken,
        &[
            "Errno::ECONNRESET",
            "Errno::ECONNABORTED",
            "Errno::EPIPE",
            "EOFError",
            "Errno::EHOSTUNREACH",
            "Errno::ENETUNREACH",
            "OpenSSL::SSL::SSLError",
            "SocketError",
        ],
        RUBY,
    ),
    // Mail and files. A server is signed in to before it is given a mail.
    likely(Kind::EmailSignIn, &["Net::SMTPAuthenticationError"], NET),
    likely(
        Kind::EmailRefused,
        &[
            "Net::SMTPFatalError",
            "Net::SMTPServerBusy",
            "Net::SMTPSyntaxError",
            "Net::SMTPUnknownError",
        ],
        NET,
    ),
    // A file server refuses to open a file before a byte of it is written; what it refuses to
    // rename or to mark is there already.
    likely(Kind::FileMissing, &[SFTP], NET).opening(&["open "]).holding(&["no such file"]),
    likely(Kind::FileDenied, &[SFTP], NET).opening(&["open "]).holding(&["permission denied"]),
    likely(Kind::FileMissing, &[SFTP], NET).holding(&["no such file"]).naming_only(),
    likely(Kind::FileDenied, &[SFTP], NET).holding(&["permission denied"]).naming_only(),
    likely(Kind::FileMissing, &["Errno::ENOENT", "Aws::S3::Errors::NoSuchKey"], NET).naming_only(),
    likely(Kind::FileSignIn, &["Net::SSH::AuthenticationFailed", "Net::SSH::HostKeyMismatch"], NET),
    likely(Kind::FileSignIn, &["Net::FTPPermError"], NET).opening(&["530"]),
    likely(Kind::FileDenied, &["Aws::S3::Errors::AccessDenied"], AWS),
    likely(Kind::FileDenied, &["Errno::EACCES"], NET).naming_only(),
    // What Amazon refuses for a right or a name, whichever try it was.
    likely(Kind::CalloutCredentials, &["Aws::Lambda::Errors::AccessDeniedException"], AWS),
    likely(Kind::CalloutAddress, &["Aws::Lambda::Errors::ResourceNotFoundException"], AWS),
];

const AWS: &str = "AWS SDK for Ruby: classes named for the service's errors";
const SFTP: &str = "Net::SFTP::StatusException";
