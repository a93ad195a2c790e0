//! The bytes of an answer as text, out of the browser's memory in pieces.

use js_sys::Uint8Array;
use reprise_domain::payload::Decoder;

/// Bytes of one piece.
const PIECE: u32 = 64 * 1024;

/// The text. Bytes that are no UTF-8 are replaced, as a browser does: an answer that holds some is
/// shown all the same.
pub(crate) fn text(bytes: &Uint8Array) -> String {
    checked(bytes).unwrap_or_else(|| String::from_utf8_lossy(&bytes.to_vec()).into_owned())
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
