//! The bytes of an answer as text, out of the browser's memory in pieces.

use js_sys::{Array, Function, Reflect, Uint8Array};
use reprise_domain::payload::{Charset, Decoder, Oddity, Received, lossy, mark_bytes};
use wasm_bindgen::JsCast;

use crate::script::{call, get};

/// Bytes of one piece.
const PIECE: u32 = 64 * 1024;

/// Bytes of the longest byte order mark.
const MARK: u32 = 3;

/// The text, with what was odd about its bytes: an answer that holds some that cannot be read is
/// shown all the same. `content_type` is the header of that name.
pub(crate) fn text(bytes: &Uint8Array, content_type: &str) -> Received {
    let head = bytes.subarray(0, bytes.length().min(MARK)).to_vec();
    let charset = match Charset::of(content_type, &head) {
        Charset::Declared(name) => match declared(bytes, &name) {
            Some(text) => return text,
            None => Charset::Unknown(name),
        },
        charset => charset,
    };
    let mark = u32::try_from(mark_bytes(&head)).unwrap_or(0);
    let bytes = bytes.subarray(mark, bytes.length());
    let (text, lost) = match checked(&bytes) {
        Some(text) => (text, 0),
        None => lossy(&bytes.to_vec()),
    };
    Received::odd(text, Oddity { lost, charset })
}

/// The text in another charset; `None` when the browser does not know it.
fn declared(bytes: &Uint8Array, name: &str) -> Option<Received> {
    let decoder: Function = get(&js_sys::global(), "TextDecoder").dyn_into().ok()?;
    let decoder = Reflect::construct(&decoder, &Array::of1(&name.into())).ok()?;
    let text = call(&decoder, "decode", &[bytes]).ok()?.as_string()?;
    let lost = text.chars().filter(|sign| *sign == char::REPLACEMENT_CHARACTER).count();
    Some(Received::odd(text, Oddity { lost, charset: Charset::Declared(name.to_owned()) }))
}

/// The text, if all of it is UTF-8.
fn checked(bytes: &Uint8Array) -> Option<String> {
    let length = bytes.length();
    let mut decoder = Decoder::with_capacity(length as usize);
    let mut piece = vec![0; PIECE.min(length) as usize];
    let mut from = 0;
    while from < length {
        let until = length.min(from.saturating_add(PIECE));
        let piece = piece.get_mut(..(until - from) as usize)?;
        bytes.subarray(from, until).copy_to(piece);
        // A piece is longer than any character: something is taken of each.
        from +=
            u32::try_from(decoder.take(piece, until == length)?).ok().filter(|taken| *taken > 0)?;
    }
    Some(decoder.finish())
}
