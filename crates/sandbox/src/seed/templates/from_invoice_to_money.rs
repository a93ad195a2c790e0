//! Workflows from bill run to payment: numbers 0 to 7.

use super::super::template::{Template, step};
use super::template;

pub(super) static INVOICE_TO_MONEY: [Template; 8] = [
    template(
        0,
        "Nightly bill run",
        "Nächtlicher Rechnungslauf",
        "0 1 * * *",
        &[
            step("Query", "Accounts due tonight", "Heute fällige Konten", "Account"),
            step("Billing::BillRun", "Create bill run", "Rechnungslauf anlegen", "BillRun"),
            step("Delay", "Wait for posting", "Auf Buchung warten", ""),
            step("Email", "Send summary", "Zusammenfassung senden", ""),
        ],
    ),
    template(
        1,
        "Dunning: overdue reminders",
        "Mahnwesen: Erinnerungen",
        "0 6 * * 1-5",
        &[
            step("Data::Link", "Select overdue invoices", "Überfällige Rechnungen wählen", ""),
            step("Iterate", "Each overdue invoice", "Jede überfällige Rechnung", "Invoice"),
            step("Email", "Send reminder", "Mahnung senden", "Invoice"),
            step("Update", "Stamp dunning level", "Mahnstufe setzen", "Account"),
        ],
    ),
    template(
        2,
        "Payment run",
        "Zahlungslauf",
        "0 3 * * *",
        &[
            step("Query", "Open balances", "Offene Posten", "Account"),
            step("Payment::PaymentRun", "Collect payments", "Zahlungen einziehen", "PaymentRun"),
            step("If", "Any declined?", "Etwas abgelehnt?", ""),
            step("Callout", "Tell treasury", "Treasury benachrichtigen", ""),
            step("Email", "Send receipts", "Belege senden", ""),
        ],
    ),
    template(
        3,
        "Revenue posting to ledger",
        "Erlösbuchung ins Hauptbuch",
        "0 4 * * *",
        &[
            step("Export", "Revenue detail", "Erlösdetails", "RevenueScheduleItem"),
            step("Logic::CSVTranslator", "Map to ledger columns", "Auf Konten abbilden", ""),
            step("Upload::SFTP", "Upload to ledger", "Ins Hauptbuch laden", ""),
            step("Callout", "Post journal", "Journal buchen", ""),
        ],
    ),
    template(
        4,
        "Renewal notices",
        "Verlängerungshinweise",
        "0 7 * * *",
        &[
            step("Query", "Subscriptions ending soon", "Bald endende Verträge", "Subscription"),
            step("Iterate", "Each subscription", "Jeder Vertrag", "Subscription"),
            step("Approval", "Approve price change", "Preisänderung freigeben", ""),
            step("Email", "Send renewal notice", "Hinweis senden", "Subscription"),
        ],
    ),
    template(
        5,
        "Usage import",
        "Verbrauchsimport",
        "30 0 * * *",
        &[
            step("Download::SFTP", "Fetch usage file", "Verbrauchsdatei holen", ""),
            step("Usage::ImportUsage", "Import usage", "Verbrauch importieren", "Usage"),
            step("Email", "Report rejected rows", "Abgelehnte Zeilen melden", ""),
        ],
    ),
    template(
        6,
        "Credit memo approval",
        "Freigabe von Gutschriften",
        "",
        &[
            step("Approval", "Controller approves", "Controlling gibt frei", ""),
            step("Create", "Create credit memo", "Gutschrift anlegen", "CreditMemo"),
            step("Callout", "Tell the CRM", "CRM benachrichtigen", ""),
        ],
    ),
    template(
        7,
        "Gateway reconciliation",
        "Abgleich mit dem Zahlungsanbieter",
        "0 8 * * *",
        &[
            step("Download::SFTP", "Fetch settlement file", "Abrechnungsdatei holen", ""),
            step("Payment::GatewayReconciliation", "Reconcile", "Abgleichen", "Payment"),
            step("Reporting::RunReport", "Differences report", "Bericht über Differenzen", ""),
            step("Email", "Send differences", "Differenzen senden", ""),
        ],
    ),
];
