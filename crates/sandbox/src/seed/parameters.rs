//! Configuration of a task by its type. Booleans and numbers are strings, as Zuora has them.
//!
//! Key names: Zuora's editor plugin on GitHub @0170bf27; the values are made up.

/// The `parameters` of an ordinary task of this type, as JSON.
pub(crate) fn of(action: &str) -> &'static str {
    match action {
        "Callout" | "AsynchronousCallout" => CALLOUT,
        "Email" => EMAIL,
        "Query" | "GraphQuery" => QUERY,
        "Export" => EXPORT,
        "Data::Link" => DATA_QUERY,
        "If" => IF,
        "Iterate" => ITERATE,
        "Approval" => APPROVAL,
        "Delay" => r#"{"delay_time":"600","blocking":"true"}"#,
        "Script::JavaScript" => JAVASCRIPT,
        "Upload::SFTP" | "Download::SFTP" | "Upload::FTP" => SFTP,
        "Billing::BillRun" => BILL_RUN,
        "Payment::PaymentRun" => PAYMENT_RUN,
        _ => r#"{"strict_variables":"true"}"#,
    }
}

/// A callout whose headers and authorization hold secrets, as real ones do.
const CALLOUT: &str = r#"{"url":"https://crm.example.com/v2/accounts/{{ Data.Account.Id }}","method":"POST","body_type":"raw","raw_body":"{\"balance\": {{ Data.Invoice.Amount }}}","headers":[{"key":"Content-Type","value":"application/json"},{"key":"X-Api-Key","value":"example-key-4b1f"}],"datas":[],"authorization":{"type":"basic_auth"},"basic_auth":{"username":"billing","password":"example-password"},"retry_rules":{"retry_count":"0","retry_window":"5","current_retry_count":"0"},"validation":{"status_codes":["200","201"],"zuora_call":"false"},"include_response_code":"true","validate_response":"true"}"#;

const EMAIL: &str = r#"{"email":{"to":["{{ Data.Account.BillTo.WorkEmail }}"],"cc":[],"bcc":["billing@example.com"],"from":"billing@example.com","name":"Billing","subject":"Invoice {{ Data.Invoice.InvoiceNumber }}","template":"<p>Dear customer,</p><p>invoice {{ Data.Invoice.InvoiceNumber }} over {{ Data.Invoice.Amount }} is due.</p>","attachments":{"invoices":"true"},"preview_only":"false"}}"#;

const QUERY: &str = r#"{"fields":{"Account":{"Id":"true","Name":"true","Balance":"true"}},"where_clause":"Balance > 0 AND Status = 'Active'","placement":"Account","batch_size":"2000","zero_query_proceed":"false"}"#;

const EXPORT: &str = r#"{"fields":{"RevenueScheduleItem":{"Id":"true","Amount":"true"}},"where_clause":"AccountingPeriod.Status = 'Open'","zip":"true","encrypt":"false","delay":"30","zero_result_stop":"true"}"#;

const DATA_QUERY: &str = r#"{"query":"SELECT i.id, i.invoicenumber, i.balance FROM invoice i WHERE i.balance > 0 AND i.duedate < date '{{ Data.Workflow.ExecutionDate }}'"}"#;

const IF: &str = r#"{"if_clause":"{% if Data.Payments.declined > 0 %}True{% else %}False{% endif %}","strict_variables":"true"}"#;

const ITERATE: &str = r#"{"iteration_type":"Default","iteration_field":"Id","chunk_size":"1","file_type":"CSV","skip_headers":"true"}"#;

const APPROVAL: &str = r#"{"delivery_method":"email","approver_emails":"controller@example.com","approvalNote":"Please approve.","subjectEmail":"Approval needed","slackToken":"example-slack-token"}"#;

const JAVASCRIPT: &str = r#"{"code":"const due = data.Invoice.items.map(i => i.amount);\nreturn {total: due.reduce((a, b) => a + b, 0)};","placement":"JavaScript","timeout":"20"}"#;

const SFTP: &str = r#"{"host":"sftp.example.com","port":"22","username":"billing","password":"example-password","path":"/incoming/zuora/","filename":"export-{{ Data.Workflow.ExecutionDate }}.csv"}"#;

const BILL_RUN: &str = r#"{"invoice_date":"{{ Data.Workflow.ExecutionDate }}","target_date":"{{ Data.Workflow.ExecutionDate }}","auto_post":"true","auto_email":"false","batch":"Batch1"}"#;

const PAYMENT_RUN: &str = r#"{"target_date":"{{ Data.Workflow.ExecutionDate }}","apply_credit_balance":"true","process_with_closed_payment_method":"false","currency":"{{ Data.Account.Currency }}"}"#;
