//! Clauses with the values they saw.

use leptos::prelude::*;
use reprise_domain::explain::parameters::{
    NOT_IN_PAYLOAD, NOT_LOOKED_UP, READS_NOTHING, SET_IN_SOURCE,
};
use reprise_domain::parameters::{Clause, Condition, Seen, Sight};
use reprise_domain::payload::mask::Masked;
use reprise_domain::payload::{Json, Kind};
use reprise_domain::source::Language;

use super::guarded::Guarded;
use super::parameters::source;
use super::payload::SmallTree;
use crate::ui::intl;
use crate::ui::long_text::LongText;

/// Each clause: its source, what it compares, and what that was.
#[component]
pub fn Clauses(
    /// The clauses.
    clauses: Vec<Clause>,
) -> impl IntoView {
    clauses.into_iter().map(|clause| view! { <OneClause clause/> }).collect_view()
}

#[component]
fn OneClause(clause: Clause) -> impl IntoView {
    let Clause { name, text, conditions } = clause;
    let field = format!("parameters.{name}");
    let nothing = conditions.is_empty().then(|| view! { <p class="muted">{READS_NOTHING}</p> });
    let conditions = conditions.into_iter().map(|Condition { text, seen }| {
        view! {
            <p><code><LongText text/></code></p>
            <SeenList seen/>
        }
    });
    view! {
        <h4><LongText text=name most=80/></h4>
        {source(Language::Liquid, Masked::of(text), "the clause", field)}
        {nothing}
        {conditions.collect_view()}
    }
}

/// Variables and what they were.
#[component]
pub fn SeenList(
    /// The variables.
    seen: Vec<Seen>,
) -> impl IntoView {
    let row = |Seen { path, sight }: Seen| {
        let field = format!("seen.{path}");
        let was = match sight {
            Sight::Value { value, is_secret } => was(value, is_secret, &path, field),
            Sight::Count(count) => intl::count(count).into_any(),
            Sight::Absent => muted(NOT_IN_PAYLOAD),
            Sight::Local => muted(SET_IN_SOURCE),
            Sight::Unknown => muted(NOT_LOOKED_UP),
        };
        view! { <dt><code><LongText text=path most=200/></code></dt><dd>{was}</dd> }
    };
    view! { <dl class="pairs">{seen.into_iter().map(row).collect_view()}</dl> }
}

fn muted(said: &'static str) -> AnyView {
    view! { <span class="muted">{said}</span> }.into_any()
}

/// A value as received; a credential by its name is hidden.
fn was(value: Json, is_secret: bool, path: &str, field: String) -> AnyView {
    let is_branch = matches!(value.kind(), Kind::Object | Kind::Array);
    if is_branch && !is_secret {
        return view! { <SmallTree json=value label=path/> }.into_any();
    }
    let text = value.text().to_owned();
    let value = if is_secret { Masked::whole(path, text) } else { Masked::named(path, text) };
    view! { <Guarded value what=path.to_owned() field/> }.into_any()
}
