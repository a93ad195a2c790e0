//! An e-mail's recipients and template. The template is source, never a page.

use leptos::prelude::*;
use reprise_domain::parameters::Mail;

use super::parameters::source;
use crate::ui::long_text::LongText;

/// People that get a line each.
const MOST_LINES: usize = 50;

/// Shows who gets the e-mail, and what it says.
#[component]
pub fn MailView(
    /// The e-mail.
    mail: Mail,
) -> impl IntoView {
    let row = |name: &'static str, field: &'static str, people: Vec<String>| {
        let people = if people.is_empty() {
            view! { <span class="muted">"nobody"</span> }.into_any()
        } else if people.len() > MOST_LINES {
            view! { <LongText text=people.join(", ")/> }.into_any()
        } else {
            let person = |text: String| view! { <li><LongText text most=200/></li> };
            view! { <ul>{people.into_iter().map(person).collect_view()}</ul> }.into_any()
        };
        view! { <dt>{name}</dt><dd data-field=field>{people}</dd> }
    };
    let preview = mail
        .preview_only
        .then(|| view! { <p>"It is only prepared, not sent (preview_only is on)."</p> });
    let template = mail.template.map(|(language, text)| {
        source(language, text, "the template", "parameters.email.template".to_owned())
    });
    view! {
        <dl class="pairs">
            {row("To", "email.to", mail.to)}
            {row("Cc", "email.cc", mail.cc)}
            {row("Bcc", "email.bcc", mail.bcc)}
            {row("From", "email.from", mail.from)}
            {row("Answers to", "email.reply_to", mail.reply_to)}
            <dt>"Subject"</dt><dd data-field="email.subject"><LongText text=mail.subject/></dd>
        </dl>
        {preview}
        {template}
    }
}
