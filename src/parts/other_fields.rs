//! Fields of a task that no other part shows.

use leptos::prelude::*;
use reprise_domain::payload::Json;

use super::payload::SmallTree;
use crate::ui::long_text::LongText;

/// Every field that is not shown elsewhere, as it came.
#[component]
pub fn OtherFields(
    /// Names and values.
    fields: Vec<(String, Json)>,
) -> impl IntoView {
    if fields.is_empty() {
        return view! { <p class="muted">"Zuora sent no other field."</p> }.into_any();
    }
    let rows = fields.into_iter().map(|(name, json)| {
        let label = name.clone();
        view! { <dt><LongText text=name most=80/></dt><dd><SmallTree json label/></dd> }
    });
    view! {
        <div class="card">
            <p class="muted">"Fields that Reprise does not know, as Zuora sent them."</p>
            <dl class="other">{rows.collect_view()}</dl>
        </div>
    }
    .into_any()
}
