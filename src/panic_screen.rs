//! What is left when the program itself fails: a page that says so.

/// Paints a sentence over the page when the program panics. The console gets the place, never
/// the message: it might hold a payload.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        paint(&place);
    }));
}

fn paint(place: &str) {
    let Some(body) = web_sys::window().and_then(|window| window.document()?.body()) else {
        return;
    };
    body.set_text_content(Some(&format!(
        "Reprise has stopped because of a defect of its own ({place}). Nothing more will be sent \
         from this tab. If a rerun was under way, look at its task before you rerun it. Reload to \
         go on."
    )));
}
