//! A task's configuration: what is understood of it as sections, then all of it as a tree.

use leptos::prelude::*;
use reprise_domain::explain::parameters::SEEN;
use reprise_domain::parameters::{Content, Fact, Section, Settings};
use reprise_domain::payload::Json;
use reprise_domain::payload::mask::Masked;
use reprise_domain::source::Language;

use super::clauses::{Clauses, SeenList};
use super::guarded::{Guarded, Unmask, mask_lifted};
use super::header_list::HeaderList;
use super::mail::MailView;
use super::payload::{PayloadView, SmallTree};
use super::source_text::SourceText;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{memo, shown, text};
use crate::ui::long_text::LongText;

/// Shows each parameter: what is understood first, and everything as it came below.
#[component]
pub fn Parameters(
    /// The parameters as received, if the task has any.
    json: Option<Json>,
    /// What is understood of them.
    settings: Option<Settings>,
    /// Name of the file that they are saved as.
    file: String,
) -> impl IntoView {
    let Some(json) = json else {
        return view! { <p class="muted">"This task has no parameters."</p> }.into_any();
    };
    let read = settings.map(|Settings { sections, unread, seen }| {
        let sections = sections.into_iter().map(|section| view! { <SectionCard section/> });
        let seen = (!seen.is_empty()).then(|| {
            view! {
                <section class="card call">
                    <h3>"Values that Liquid reads"</h3>
                    <p class="muted">{SEEN}</p>
                    <SeenList seen/>
                </section>
            }
        });
        (sections.collect_view(), seen, unread)
    });
    let (sections, seen, unread) = match read {
        Some((sections, seen, unread)) => (Some(sections), seen, unread),
        None => (None, None, Vec::new()),
    };
    let unread = (!unread.is_empty() && sections.is_some()).then(|| {
        view! { <p class="muted">"Not explained above: " <LongText text=unread.join(", ")/></p> }
    });
    view! {
        {sections} {seen}
        <section class="card call">
            <h3>"All parameters, as received"</h3>
            {unread}
            <PayloadView json label="Parameters" file/>
        </section>
    }
    .into_any()
}

#[component]
fn SectionCard(section: Section) -> impl IntoView {
    let Section { label, path, content } = section;
    let field = path.clone();
    let content = match content {
        Content::Source { language, text } => source(language, text, label, field),
        Content::Pairs(headers) => view! { <HeaderList headers field/> }.into_any(),
        Content::Facts(facts) => facts_list(facts, &field),
        Content::Words(words) => {
            let words = words.into_iter().map(|said| view! { <li><bdi>{said}</bdi></li> });
            view! { <ul data-field=field>{words.collect_view()}</ul> }.into_any()
        }
        Content::Clauses(clauses) => view! { <Clauses clauses/> }.into_any(),
        Content::Mail(mail) => view! { <MailView mail=*mail/> }.into_any(),
        Content::Tree(json) => view! { <SmallTree json label/> }.into_any(),
    };
    // Small settings stand in several places.
    let place =
        (path != "parameters").then(|| view! { <small><LongText text=path most=120/></small> });
    view! {
        <section class="card call">
            <h3>{label} " " {place}</h3>
            {content}
        </section>
    }
}

fn facts_list(facts: Vec<Fact>, path: &str) -> AnyView {
    let row = |fact: Fact| {
        let field = format!("{path}.{}", fact.name);
        let name = match fact.label {
            "" => view! { <LongText text=fact.name.clone() most=80/> }.into_any(),
            "Fields" => {
                view! { "Fields of " <LongText text=fact.name.clone() most=80/> }.into_any()
            }
            label => label.into_any(),
        };
        view! { <dt>{name}</dt><dd><Guarded value=fact.value what=fact.name field/></dd> }
    };
    view! { <dl class="pairs">{facts.into_iter().map(row).collect_view()}</dl> }.into_any()
}

/// A source with its language, its credentials hidden.
pub(super) fn source(
    language: Language,
    value: Masked,
    what: &'static str,
    field: String,
) -> AnyView {
    let lifted = mask_lifted();
    let hidden = value.secrets.len();
    let said = memo(move || if lifted.get() { value.text.clone() } else { value.hidden() });
    let content = shown(move || {
        view! { <SourceText language text=said.get() field=field.clone()/> }.into_any()
    });
    view! {
        <div class="call__tools">
            <small>{language.name()}</small>
            <Unmask lifted hidden what/>
            <CopyButton copied=text(move || said.get()) what/>
        </div>
        {content}
    }
    .into_any()
}
