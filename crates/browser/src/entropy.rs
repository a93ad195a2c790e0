//! Chance from the browser: names of transmissions, and keys where no time can name the run.

use js_sys::Reflect;
use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::TabId;
use wasm_bindgen::JsCast;
use web_sys::Crypto;

fn bytes() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?;
    let crypto: Crypto = crypto.is_object().then(|| crypto.unchecked_into())?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// 128 random bits; `None` when the browser gives none (nothing may then be sent).
#[must_use]
pub fn chance() -> Option<u128> {
    bytes().map(u128::from_be_bytes)
}

#[expect(clippy::cast_possible_truncation, reason = "64 of the 128 bits are enough for a name")]
fn name() -> Option<u64> {
    chance().map(|bits| bits as u64)
}

/// A fresh track id.
#[must_use]
pub fn track() -> Option<TrackId> {
    name().map(TrackId::from_chance)
}

/// A name for this page.
#[must_use]
pub fn tab() -> Option<TabId> {
    name().map(TabId::from_chance)
}
