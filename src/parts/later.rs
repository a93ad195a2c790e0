//! Views that are not part of the first load: each lies in a file of its own, which is fetched when
//! the view is first shown.
//!
//! Write the view with `lazily!`, and show it with [`later`]:
//!
//! ```ignore
//! lazily! {
//!     /// The list of reruns.
//!     fn reruns_list(place: Place) -> AnyView {
//!         view! { <RerunsList place/> }.into_any()
//!     }
//! }
//!
//! let list = later("The list of reruns", move || reruns_list(place.clone()));
//! ```
//!
//! - The name of the function is the name of the file, and must be the only one of its kind.
//! - Arguments are owned values that are `Send`, and given anew each time the file is asked for:
//!   hence the clone. No `self`, no references that are not `'static`, no generics, no `impl Trait`,
//!   no patterns; the function is not `async`. What the view needs from the context it finds there
//!   as ever.
//! - Only what nothing else uses moves into the file. A component that is also used elsewhere stays
//!   in the first load; `cargo xtask dist` lists what each file weighs.
//! - A lazy page leaves its `<main id="main" tabindex="-1">` outside: the focus goes there while the
//!   rest still comes.
//!
//! Without the feature `split` (tests, `cargo xtask demo --debug`) the view is simply there.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_domain::explain::part::part_notice;

use super::notice_card::NoticeCard;
use crate::ui::erased::{memo, pressed, shown};

/// Makes the view, once its file is there.
pub type Maker = Box<dyn FnOnce() -> AnyView + Send>;

/// The view's maker on its way.
pub type Asked = Pin<Box<dyn Future<Output = Result<Maker, Unfetched>>>>;

/// The file did not come. The console knows why; the operator can only ask again or reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfetched;

impl From<leptos::wasm_split::SplitLoaderError> for Unfetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// Declares a view whose code is fetched when it is first shown; see the [module](self).
macro_rules! lazily {
    (
        $(#[$about:meta])*
        $visible:vis fn $name:ident($($argument:ident: $kind:ty),* $(,)?) -> AnyView $body:block
    ) => {
        $(#[$about])*
        $visible fn $name($($argument: $kind),*) -> $crate::parts::later::Asked {
            #[cfg_attr(
                feature = "split",
                ::leptos::wasm_split::wasm_split(
                    $name,
                    wasm_split_path = ::leptos::wasm_split,
                    fallible
                )
            )]
            fn $name(
                $($argument: $kind),*
            ) -> Result<$crate::parts::later::Maker, $crate::parts::later::Unfetched> {
                Ok(Box::new(move || $body))
            }
            #[cfg(feature = "split")]
            let asked = $name($($argument),*);
            #[cfg(not(feature = "split"))]
            let asked = ::std::future::ready($name($($argument),*));
            Box::pin(asked)
        }
    };
}
pub(crate) use lazily;

/// How far the file has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Coming,
    Here,
    Missing,
}

/// Shows a lazy view when its file is there, and a notice with a button when it does not come.
///
/// `what` begins a sentence, and is the heading of the page until the view brings its own: "The
/// list of reruns".
pub fn later(what: &'static str, ask: impl Fn() -> Asked + Send + Sync + 'static) -> AnyView {
    boxed(what, Arc::new(ask))
}

fn boxed(what: &'static str, ask: Arc<dyn Fn() -> Asked + Send + Sync>) -> AnyView {
    let way = RwSignal::new(Way::Coming);
    let made = Arc::new(Mutex::new(None));
    fetch(way, &ask, &made);
    shown(move || match way.get() {
        Way::Coming => {
            view! { {heading(what)} <p class="muted" role="status">"Loading…"</p> }.into_any()
        }
        Way::Here => {
            let maker = made.lock().ok().and_then(|mut made| made.take());
            // Untracked: it can be made only once, and what changes in it is its own affair.
            maker.map_or_else(|| ().into_any(), |make: Maker| untrack(make))
        }
        Way::Missing => {
            let (ask, made) = (Arc::clone(&ask), Arc::clone(&made));
            missing(what, Box::new(move || fetch(way, &ask, &made)))
        }
    })
}

fn fetch(
    way: RwSignal<Way>,
    ask: &Arc<dyn Fn() -> Asked + Send + Sync>,
    made: &Arc<Mutex<Option<Maker>>>,
) {
    let (asked, made) = (ask(), Arc::clone(made));
    way.set(Way::Coming);
    spawn_local(async move {
        let now = match asked.await {
            Ok(maker) => {
                if let Ok(mut made) = made.lock() {
                    *made = Some(maker);
                }
                Way::Here
            }
            Err(Unfetched) => Way::Missing,
        };
        way.set(now);
    });
}

/// The heading of a page that has none yet.
fn heading(what: &'static str) -> AnyView {
    view! { <h1 class="visually-hidden">{what}</h1> }.into_any()
}

fn missing(what: &'static str, fetch: Box<dyn Fn() + Send>) -> AnyView {
    let notice = part_notice(what);
    view! {
        {heading(what)}
        <div role="alert">
            <NoticeCard notice=memo(move || notice.clone())>
                <div class="notice__buttons">
                    <button type="button" class="button" on:click=pressed(fetch)>"Load again"</button>
                </div>
            </NoticeCard>
        </div>
    }
    .into_any()
}
