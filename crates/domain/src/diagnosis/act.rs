//! What a task of a type does when it runs.

use super::outlet;
use super::request::Request;
use crate::payload::Json;

/// What a task does. That a rerun acts like a first run is inferred, no document states it.
///
/// Source: grouping of the types after Zuora's task catalogue (task reference and coding guide
/// 2026); the set of types is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Calls a service with a method that may change something there.
    Calls,
    /// Calls a service with a method that only asks (RFC 9110 §9.2.1).
    AsksService,
    /// Orders something from a service, then asks it until it is done.
    Orders,
    /// Sends an e-mail.
    Mails,
    /// Sends another kind of message.
    Notifies,
    /// Makes invoices, memos or other billing documents, many at once.
    Bills,
    /// Collects or settles money, many payments at once.
    Pays,
    /// Creates records.
    Creates,
    /// Loads a file of records.
    Imports,
    /// Changes records.
    Changes,
    /// Writes money off, changes revenue or billing documents.
    Books,
    /// Deletes records.
    Deletes,
    /// Runs the tasks behind it once for every row.
    FansOut,
    /// Asks a person by e-mail or message.
    AsksPerson,
    /// Asks a person in Zuora's own inbox.
    AsksInZuora,
    /// Waits for a time or a page.
    Waits,
    /// Hands files over.
    HandsOver,
    /// Fetches a file and takes it away where it was.
    TakesAway,
    /// Starts another workflow.
    StartsWorkflow,
    /// Reads, in Zuora or from a file server.
    Reads,
    /// Computes from what it has.
    Computes,
    /// A type without a rule.
    Unknown,
    /// There is no type.
    Untyped,
}

impl Act {
    /// By the type, and by the configuration where it tells that a task does more than its type.
    pub(super) fn of(
        action_type: &str,
        request: &Request,
        parameters: &[(String, Json)],
        delivery: Option<&Json>,
    ) -> Self {
        match action_type {
            "Callout" if request.only_asks() => Self::AsksService,
            "AsynchronousCallout" if request.only_asks() && request.polls_safely() => {
                Self::AsksService
            }
            "Callout" | "Logic::Lambda" => Self::Calls,
            "AsynchronousCallout" => Self::Orders,
            "Approval" => match delivery.and_then(Json::string).as_deref() {
                Some("zuoraInbox") => Self::AsksInZuora,
                _ => Self::AsksPerson,
            },
            other => match Self::of_type(other) {
                own if own.is_harmless() => {
                    outlet::beyond(action_type, request, parameters).unwrap_or(own)
                }
                own => own,
            },
        }
    }

    fn of_type(action_type: &str) -> Self {
        match action_type {
            "" => Self::Untyped,
            "Email" => Self::Mails,
            "Billing::BillRun" | "InvoiceGenerate" => Self::Bills,
            "Payment::PaymentRun" | "Payment::GatewayReconciliation" => Self::Pays,
            // A preview bills nothing, but it stays in Zuora as a run of its own.
            "Create" | "CustomObject::Create" | "NewProduct" | "Data::BillingPreviewRun" => {
                Self::Creates
            }
            "Usage::ImportUsage" | "File::ZuoraImport" | "File::BulkDataLoader" => Self::Imports,
            "Update"
            | "CustomObject::Update"
            | "Suspend"
            | "Resume"
            | "Cancel"
            | "RemoveProduct" => Self::Changes,
            "WriteOff" => Self::Books,
            "Delete" | "CustomObject::Delete" => Self::Deletes,
            "Iterate" => Self::FansOut,
            "Delay" | "UI::Page" | "UI::Stop" => Self::Waits,
            "Execute::WorkflowTask" => Self::StartsWorkflow,
            "Attachment"
            | "UI::WebShare"
            | "File::FileStreamingUpload"
            | "UsageMediation::Sink"
            | "Mediation::SendEvents" => Self::HandsOver,
            "Query"
            | "GraphQuery"
            | "Export"
            | "Data::Link"
            | "Data::Aqua"
            | "Data::Warehouse"
            | "CustomObject::Query"
            | "Reporting::RunReport"
            | "Reporting::ReportData"
            | "Reporting::OracleFusionReport"
            | "File::DownloadFile" => Self::Reads,
            "If"
            | "Logic::Case"
            | "Logic::JSONTransform"
            | "Logic::XMLTransform"
            | "Logic::CSVTranslator"
            | "Logic::Liquid"
            | "Logic::Merge"
            | "Logic::ResponseFormatter"
            | "Script::JavaScript"
            | "File::FileOperations"
            | "File::CustomPDF::CustomDocument" => Self::Computes,
            other => Self::of_family(other),
        }
    }

    fn of_family(action_type: &str) -> Self {
        match action_type.split_once("::") {
            Some(("Notifications", _)) => Self::Notifies,
            Some(("Upload", _)) => Self::HandsOver,
            Some(("Download", _)) => Self::Reads,
            Some(("Billing" | "Revenue", _)) => Self::Books,
            Some(("Payment", _)) => Self::Pays,
            _ => Self::Unknown,
        }
    }

    /// Whether a task that does this changes nothing but its own run. A person who is asked again,
    /// in whatever inbox, is outside of it.
    #[must_use]
    pub const fn is_harmless(self) -> bool {
        matches!(self, Self::AsksService | Self::Waits | Self::Reads | Self::Computes)
    }

    /// Whether money or what is owed changes.
    #[must_use]
    pub const fn is_about_money(self) -> bool {
        matches!(self, Self::Bills | Self::Pays | Self::Books)
    }

    /// Whether it is known what the type does.
    #[must_use]
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown | Self::Untyped)
    }
}
