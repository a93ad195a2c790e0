//! What the status of an answer says of a callout.

use super::kind::Kind;

/// Every status has a kind: a told one rules out that nothing left, whatever else is said.
///
/// Only statuses by which a server refuses before it acts count as refusals. A precondition (412)
/// and a conflict (409) may be the work of an earlier try, an answer that cannot be written (406)
/// comes after the act, 402 tells of a payment that was tried, 424 of a part that was done, 499 of
/// a caller that left; statuses without a meaning prove nothing.
/// Source: RFC 9110 §15; RFC 4918 §11; RFC 6585 §4; RFC 8470 §5.2; RFC 7725.
pub(super) const fn kind_of_status(status: u16) -> Kind {
    match status {
        200..=299 => Kind::CalloutNotAccepted,
        300..=399 => Kind::CalloutRedirected,
        401 | 403 | 407 => Kind::CalloutCredentials,
        404 | 410 => Kind::CalloutAddress,
        408 | 504 => Kind::CalloutTimeout,
        409 => Kind::CalloutConflict,
        429 => Kind::CalloutLimit,
        400 | 405 | 411 | 413..=415 | 422 | 431 => Kind::CalloutInput,
        416 | 417 | 421 | 423 | 425 | 426 | 428 | 451 => Kind::CalloutRefused,
        400..=499 => Kind::CalloutFailed,
        500..=599 => Kind::CalloutServer,
        _ => Kind::CalloutUnclear,
    }
}
