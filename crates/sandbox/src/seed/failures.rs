//! The ways in which tasks of the seed have failed.
//!
//! Class names seen in public: `WorkflowError`, `WorkflowError::Callout`,
//! `ZuoraAPI::Exceptions::ZuoraAPIError`, `…::ZuoraAPISessionError`, `Liquid::UndefinedVariable`.
//! The others are those of the Ruby libraries such a task would use. LIVE-UNVERIFIED(the wording
//! of errors and the form of `error_details`; compare with failed tasks of a live tenant).

use crate::task::Prospect;

/// One way to fail.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    /// The task type that fails so.
    pub(crate) action: &'static str,
    pub(crate) error: &'static str,
    pub(crate) class: &'static str,
    pub(crate) details: Option<&'static str>,
    /// Whether a rerun fails in the same way: the cause is in the workflow, not around it.
    pub(crate) lasting: bool,
}

impl Failure {
    pub(crate) fn prospect(&self) -> Prospect {
        if self.lasting { Prospect::FailsAgain } else { Prospect::Succeeds }
    }
}

const fn passing(
    action: &'static str,
    class: &'static str,
    error: &'static str,
    details: Option<&'static str>,
) -> Failure {
    Failure { action, error, class, details, lasting: false }
}

const fn lasting(
    action: &'static str,
    class: &'static str,
    error: &'static str,
    details: Option<&'static str>,
) -> Failure {
    Failure { action, error, class, details, lasting: true }
}

const API: &str = "ZuoraAPI::Exceptions::ZuoraAPIError";

/// Every failure; the nightly runs go through them in turn.
pub(crate) const FAILURES: [Failure; 22] = [
    passing(
        "Callout",
        "WorkflowError::Callout",
        "Callout response was 500 after 1 tries.",
        Some(
            "HTTP 500 Internal Server Error\ncontent-type: text/plain\n\nAn unexpected error occurred\n",
        ),
    ),
    passing(
        "Billing::BillRun",
        API,
        "Bill run BR-00001482 ended in status Error: 3 of 412 accounts could not be billed.",
        Some(
            "53100060: Tax engine did not answer for account A00004711\n53100060: Tax engine did not answer for account A00004712",
        ),
    ),
    passing(
        "Payment::PaymentRun",
        API,
        "Payment run PR-00000377: the gateway declined 3 of 118 payments.",
        Some(
            "P-00081231: Insufficient funds (51)\nP-00081277: Expired card (54)\nP-00081302: Do not honor (05)",
        ),
    ),
    passing(
        "Update",
        API,
        "Lock contention: the account is locked by another operation. Please retry.",
        Some("code 50000050, object Account"),
    ),
    lasting(
        "Email",
        "Liquid::UndefinedVariable",
        "Liquid error: undefined variable due_date",
        Some("template line 3: {{ Data.Invoice.due_date }}\nstrict_variables is on"),
    ),
    passing(
        "Iterate",
        "WorkflowError",
        "Iteration stopped: 2 of 240 rows could not be read.",
        None,
    ),
    passing(
        "Callout",
        "WorkflowError::Callout",
        "Callout response was 401 after 3 tries.",
        Some("HTTP 401 Unauthorized\nwww-authenticate: Bearer error=\"invalid_token\""),
    ),
    lasting(
        "Data::Link",
        "WorkflowError",
        "The data payload of the task is larger than 5 MB.",
        Some("payload of 6291871 bytes after merging Invoice (41230 rows)"),
    ),
    passing(
        "Upload::SFTP",
        "Net::SSH::AuthenticationFailed",
        "Authentication failed for user billing@sftp.example.com",
        Some("net-ssh-7.2.0/lib/net/ssh.rb:268:in `start'\napp/tasks/upload/sftp.rb:41:in `run'"),
    ),
    passing(
        "Email",
        "Net::SMTPFatalError",
        "550 5.1.1 mailbox unavailable: accounts.payable@example.com",
        None,
    ),
    passing(
        "Data::Link",
        "WorkflowError",
        "Data Query job 7f0c41d2 timed out after 120 minutes.",
        Some("state: in_progress, rows so far: 1204500"),
    ),
    lasting(
        "Script::JavaScript",
        "WorkflowError::JavaScript",
        "TypeError: Cannot read properties of undefined (reading 'map')",
        Some("at code:1:32\nat task (vm.js:17:5)"),
    ),
    lasting(
        "Approval",
        "WorkflowError",
        "Approval expired after 3 months without an answer.",
        None,
    ),
    passing(
        "Logic::JSONTransform",
        "StandardError",
        "Workflow will not report sensitive errors for unhandled exceptions.",
        None,
    ),
    passing(
        "Query",
        "ZuoraAPI::Exceptions::ZuoraAPISessionError",
        "Invalid session: the session of the user has expired.",
        None,
    ),
    passing(
        "Download::SFTP",
        "Net::SFTP::StatusException",
        "no such file (2): /incoming/zuora/usage.csv",
        None,
    ),
    passing(
        "Callout",
        "WorkflowError::Callout",
        "Callout timed out: Net::ReadTimeout after 110 seconds.",
        Some("Net::ReadTimeout with #<TCPSocket:(closed)>"),
    ),
    lasting(
        "WriteOff",
        API,
        "The invoice has no balance to write off.",
        Some("code 53100030, object Invoice"),
    ),
    passing(
        "Suspend",
        API,
        "The total number of concurrent requests has exceeded the limit allowed by the system. Please resubmit your request later.",
        Some("code 50000070, Retry-After: 120"),
    ),
    lasting(
        "Create",
        API,
        "MISSING_REQUIRED_VALUE: the field ReasonCode is required.",
        Some("code 53100022, object CreditMemo"),
    ),
    passing(
        "Usage::ImportUsage",
        API,
        "Import of 1 file failed: row 118, column UOM: unknown unit.",
        Some("118,A00004711,,12.5,2026-02-30"),
    ),
    passing(
        "AsynchronousCallout",
        "WorkflowError::Callout",
        "Polling ended without a finish status after 60 tries.",
        Some("last status: SUBMITTED"),
    ),
];
