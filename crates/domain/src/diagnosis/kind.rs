//! The causes that Reprise tells apart, and what each says of a repetition.

/// How far the failed try had come when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before anything left the workflow engine.
    Before,
    /// The other side turned it down and did nothing.
    Refused,
    /// The other side did it.
    Acted,
    /// Not known: it may have acted, wholly or in part.
    Open,
}

/// Whether the same try would fail in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// Yes, until something is changed.
    Lasts,
    /// No, it goes away by itself as a rule.
    Passes,
    /// Not known.
    Unsure,
}

macro_rules! kinds {
    ($($name:ident $moment:ident $outlook:ident $doc:literal;)*) => {
        /// Why a task failed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $(#[doc = $doc] $name,)*
        }

        impl Kind {
            /// Every cause, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The cause's name, for tests, filters and exports.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// How far a try that failed so had come, where the cause is proven: one that words
            /// hint at says nothing of it.
            #[must_use]
            pub const fn moment(self) -> Moment {
                match self { $(Self::$name => Moment::$moment,)* }
            }

            /// Whether it would fail so again.
            #[must_use]
            pub const fn outlook(self) -> Outlook {
                match self { $(Self::$name => Outlook::$outlook,)* }
            }
        }
    };
}

// Sources of the two middle columns: RFC 9110 §15 and RFC 6585 for HTTP statuses, the developer
// guide's error codes (2026-01-02) for Zuora's categories, the meaning of the class for Ruby's.
kinds! {
    CalloutCredentials Refused Lasts "The service called refused the credentials (401, 403, 407).";
    CalloutAddress Refused Lasts "Nothing is at the address called (404, 410).";
    CalloutTimeout Open Passes "The service called, or a proxy before it, gave up waiting (408, 504).";
    CalloutConflict Open Unsure "The service called saw a conflict with what it has (409).";
    CalloutInput Refused Lasts "The service called rejected what it was sent (400, 405, 411, 413 to 415, 422, 431).";
    CalloutLimit Refused Passes "The service called asks to wait (429).";
    CalloutServer Open Unsure "The service called failed itself (5xx).";
    CalloutNotAccepted Acted Unsure "The service called answered well (2xx), the task did not accept the answer.";
    CalloutRedirected Open Unsure "The service called pointed elsewhere (3xx).";
    CalloutRefused Refused Unsure "The service called refused for another reason (416, 417, 421, 423, 425, 426, 428, 451).";
    CalloutFailed Open Unsure "The service called reported an error that is no plain refusal (402, 406, 412, 418, 424, 499 and 4xx without a meaning).";
    NoAnswer Open Passes "The request left, no answer came in time.";
    NoConnection Before Passes "No connection to the service could be made.";
    NoName Before Unsure "The service's host name could not be resolved.";
    NoTls Before Unsure "No trusted connection (TLS) could be made.";
    Broken Open Passes "The connection broke before the answer was complete.";
    CalloutUnclear Open Unsure "A callout failed; its answer is not told.";
    LiquidVariable Before Lasts "A Liquid expression uses a variable that does not exist.";
    LiquidFilter Before Lasts "A Liquid expression uses a filter that does not exist.";
    LiquidMethod Before Lasts "A Liquid expression asks a value for something that it does not have.";
    LiquidSyntax Before Lasts "A Liquid expression is not well-formed.";
    LiquidOther Before Lasts "A Liquid expression failed.";
    ZuoraPermission Refused Lasts "A permission is missing in Zuora (category 10).";
    ZuoraSignIn Refused Unsure "Zuora did not accept the task's sign-in (category 11).";
    ZuoraEntity Refused Lasts "Zuora did not accept the entity.";
    ZuoraInput Refused Lasts "Zuora rejected a field or value (categories 20 to 23 and 27).";
    ZuoraRule Refused Lasts "A business rule of Zuora forbids it (category 30).";
    ZuoraDuplicate Refused Lasts "A value that must be unique exists already.";
    ZuoraNotFound Refused Lasts "Zuora does not know the record (category 40).";
    ZuoraUnsupported Refused Lasts "Zuora does not offer that operation (category 45).";
    ZuoraLocked Refused Passes "The record was locked by another operation (category 50).";
    ZuoraInternal Open Unsure "Zuora failed itself (category 60).";
    ZuoraTemporary Open Passes "Zuora had a passing fault (category 61).";
    ZuoraLimit Refused Passes "Zuora's request limit was reached (category 70).";
    ZuoraMalformed Refused Lasts "Zuora could not read the request (category 90).";
    ZuoraOutside Open Unsure "A payment gateway or tax engine behind Zuora turned it down or failed (category 99).";
    ZuoraNoAnswer Open Passes "Zuora's own API gave no answer in time.";
    ZuoraTurnedDown Open Unsure "Zuora's API turned it down, for a reason that has no rule.";
    QueryMalformed Before Lasts "The query is not well-formed.";
    QueryTooLong Before Unsure "The query took too long.";
    SqlFailed Before Lasts "The SQL of the data query is wrong.";
    QueryFailed Before Unsure "The data query failed.";
    TooManyRecords Before Lasts "The query or call holds too many records.";
    PayloadTooLarge Open Lasts "The payload is larger than a task may have (5 MB).";
    RepeatLimit Before Lasts "The task has been repeated too often (100 times in a sandbox, 1,000 in production).";
    EmailTooLarge Before Lasts "The e-mail is larger than it may be (10 MB).";
    EmailNoRecipient Before Lasts "The e-mail has no recipient.";
    EmailSignIn Before Lasts "The mail server refused the sign-in.";
    EmailRefused Open Unsure "The mail server refused the e-mail, or one recipient of it.";
    ScriptTimeout Open Lasts "The script ran longer than it may (20 s).";
    ScriptFailed Open Lasts "The script threw an error.";
    ApprovalExpired Acted Unsure "Nobody answered the approval in time (90 days).";
    ApprovalRejected Acted Unsure "The approval was rejected.";
    FileMissing Before Unsure "The file is not there.";
    FileSignIn Before Lasts "The file server refused the sign-in.";
    FileDenied Before Lasts "The file server denies access to the file.";
    Inactive Before Lasts "The workflow is inactive.";
    Gone Before Lasts "Something that it needs is gone from Zuora.";
    RunStopped Open Unsure "Someone stopped the run.";
    Hidden Open Unsure "The workflow hides its errors.";
    Leftover Open Unsure "The error is from an earlier try: the task stands differently now.";
    PaymentRunFailed Open Unsure "The payment run failed.";
    BillRunFailed Open Unsure "The bill run failed.";
    EngineFailed Open Unsure "The workflow engine hit a defect or a value that it did not expect.";
    Unrecognised Open Unsure "There is a message, and no rule knows it.";
    NoMessage Open Unsure "It failed, and there is no message.";
}
