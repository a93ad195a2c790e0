//! Workflows from archive to ledger and tax: numbers 8 to 14.

use super::super::template::{Template, step};
use super::template;

pub(super) static MONEY_TO_BOOKS: [Template; 7] = [
    template(
        8,
        "Invoice archive",
        "Rechnungsarchiv",
        "0 2 * * *",
        &[
            step("Query", "Invoices posted today", "Heute gebuchte Rechnungen", "Invoice"),
            step("Iterate", "Each invoice", "Jede Rechnung", "Invoice"),
            step("File::CustomPDF::CustomDocument", "Render PDF", "PDF erzeugen", "Invoice"),
            step("Attachment", "Attach PDF", "PDF anhängen", "Invoice"),
            step("Upload::S3", "Store in archive", "Im Archiv ablegen", ""),
        ],
    ),
    template(
        9,
        "CRM account sync",
        "Kontenabgleich mit dem CRM",
        "*/30 * * * *",
        &[
            step("GraphQuery", "Changed accounts", "Geänderte Konten", "Account"),
            step("Logic::JSONTransform", "Shape for CRM", "Für das CRM formen", ""),
            step("Script::JavaScript", "Compute balance class", "Saldoklasse berechnen", ""),
            step("Callout", "Send to CRM", "An das CRM senden", "Account"),
        ],
    ),
    template(
        10,
        "Write-off of small balances",
        "Ausbuchung kleiner Salden",
        "0 5 1 * *",
        &[
            step("Data::Link", "Balances under 5", "Salden unter 5", ""),
            step("Approval", "Approve write-off", "Ausbuchung freigeben", ""),
            step("WriteOff", "Write off", "Ausbuchen", "Invoice"),
            step("Email", "Inform collections", "Inkasso informieren", ""),
        ],
    ),
    template(
        11,
        "Billing preview",
        "Abrechnungsvorschau",
        "0 9 25 * *",
        &[
            step("Data::BillingPreviewRun", "Preview next month", "Nächsten Monat vorschauen", ""),
            step("Logic::Liquid", "Sum by product", "Nach Produkt summieren", ""),
            step("Email", "Send forecast", "Prognose senden", ""),
        ],
    ),
    template(
        12,
        "Suspend unpaid subscriptions",
        "Unbezahlte Verträge aussetzen",
        "0 10 * * *",
        &[
            step("Query", "Unpaid for 60 days", "Seit 60 Tagen unbezahlt", "Subscription"),
            step("Iterate", "Each unpaid subscription", "Jeder unbezahlte Vertrag", "Subscription"),
            step("Suspend", "Suspend", "Aussetzen", "Subscription"),
            step("Notifications::SMS", "Send text message", "SMS senden", ""),
        ],
    ),
    template(
        13,
        "Annual price uplift",
        "Jährliche Preisanpassung",
        "",
        &[
            step("Query", "Charges to uplift", "Anzupassende Gebühren", "RatePlanCharge"),
            step("Update", "Raise price", "Preis anheben", "RatePlanCharge"),
            step("Callout", "Tell sales", "Vertrieb benachrichtigen", ""),
        ],
    ),
    template(
        14,
        "Tax return preparation",
        "Vorbereitung der Steuermeldung",
        "0 11 3 * *",
        &[
            step("Export", "Taxation items", "Steuerposten", "TaxationItem"),
            step("Logic::XMLTransform", "Build return", "Meldung erstellen", ""),
            step("AsynchronousCallout", "Submit to tax vendor", "An Steuerdienst melden", ""),
        ],
    ),
];
