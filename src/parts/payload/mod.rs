//! The payload view: JSON as it came, as a tree of rows, searched, folded, copied.

mod find_bar;
mod keys;
mod look;
mod raw;
mod row;
mod secrets;
mod small;
mod state;
mod tools;
mod tree;
mod value;

use leptos::html::Div;
use leptos::prelude::*;
use reprise_domain::explain::payload::{NO_SUCH_PATH, left_closed, path_trouble};
use reprise_domain::payload::{Json, Path};

use crate::ui::erased::{effect, shown};
use crate::ui::intl;
pub use small::SmallTree;
use state::View;

/// JSON of any size, as a tree with everything one does with it.
#[component]
pub fn PayloadView(
    /// The value.
    json: Json,
    /// What it is, for a screen reader.
    label: &'static str,
    /// Name of the file that it is saved as.
    file: String,
    /// Where to begin, as a path is written.
    #[prop(optional)]
    path: Option<Signal<Option<String>>>,
    /// Whether its values have addresses of their own.
    #[prop(optional)]
    links: bool,
) -> impl IntoView {
    let view = View::new(json);
    let (raw, around) = (RwSignal::new(false), NodeRef::<Div>::new());
    let looked = RwSignal::new(false);
    let look = Callback::new(move |()| looked.set(true));
    let wrong = RwSignal::new(None::<String>);
    if let Some(path) = path {
        effect(move || wrong.set(path.get().and_then(|path| begin_at(view, &path))));
    }
    let wrong = shown(move || {
        wrong.get().map(|wrong| view! { <p class="wrong" role="status">{wrong}</p> }).into_any()
    });
    let closed = shown(move || match view.left_closed.get() {
        0 => ().into_any(),
        count => {
            view! { <p class="muted" role="status">{left_closed(&intl::count(count), count)}</p> }
                .into_any()
        }
    });
    let body = shown(move || {
        if raw.get() {
            return raw::raw(view);
        }
        view! { {tree::tree(view, label.to_owned(), look)} {value::value_bar(view, look, links)} }
            .into_any()
    });
    view! {
        <div class="payload" node_ref=around>
            <div class="payload__tools">{find_bar::find_bar(view)} {tools::tools(view, raw, around, file)}</div>
            {wrong} {closed}
            {body}
            {look::looking(view, looked)}
        </div>
    }
}

/// Goes to the value that an address names; says so if there is none.
fn begin_at(view: View, written: &str) -> Option<String> {
    let path = match written.parse::<Path>() {
        Ok(path) => path,
        Err(trouble) => return Some(path_trouble(&trouble)),
    };
    let is_there = view.go_to_path(&path);
    (!is_there).then(|| NO_SUCH_PATH.to_owned())
}
