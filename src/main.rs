//! The page: takes the place of the loading sentence, or says why it cannot.

use leptos::prelude::*;
use reprise::app::App;

fn main() {
    reprise::panic_screen::install();
    if let Some(before) = document().get_element_by_id("before") {
        before.remove();
    }
    mount_to_body(App);
}
