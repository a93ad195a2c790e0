//! Files that the page gives away and files that it is given. Nothing leaves the browser.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, File, HtmlAnchorElement, HtmlInputElement, Url,
};

/// How long the address of a download holds: the browser has begun to save it long before.
const HOLDS: std::time::Duration = std::time::Duration::from_secs(10);

/// Saves a text as a file of that name and media type; whether the browser was asked to.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    saved(name, kind, text).is_ok()
}

fn saved(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    set_timeout(
        move || {
            let _gone = Url::revoke_object_url(&address);
        },
        HOLDS,
    );
    Ok(())
}

/// The file that was chosen in a field; the field forgets it, so that it can be chosen again.
pub fn chosen(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

/// The file that was dropped. The browser does not open it itself.
pub fn dropped(event: &DragEvent) -> Option<File> {
    let file = event.data_transfer()?.files()?.get(0)?;
    event.prevent_default();
    Some(file)
}

/// Lets a file be dropped here.
pub fn allow_drop(event: &DragEvent) {
    event.prevent_default();
}

/// Length of a file in bytes.
pub fn length(file: &File) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a length is a whole number; what is larger than memory is too large all the same"
    )]
    let length = file.size() as usize;
    length
}

/// The text of a file; `None` when it cannot be read.
pub async fn text_of(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
