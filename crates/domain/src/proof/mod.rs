//! Whether a Zuora tenant honours `Idempotency-Key`: asked of the tenant itself, on a canary, and
//! written down as a record that `config.json` carries.
//!
//! No public document shows a rerun under a key, so the default is *unproven*, and every rule and
//! word assumes that a key may be ignored. [`course`] leads an administrator through the questions
//! of `docs/zuora-semantics.md`; [`record`] is what it ends with; [`standing`] says whether, and
//! until when, a record holds for an environment.

pub mod act;
mod busy;
pub mod course;
mod judging;
pub mod plan;
pub mod question;
pub mod record;
mod sending;
pub mod standing;
pub mod transcript;
mod typing;
