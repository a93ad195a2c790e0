//! What Zuora's user may not do, as far as an answer has said so: it is not offered again in this
//! page's life. A grant takes effect after a reload.

use super::Model;
use crate::api::fault::ApiFault;
use crate::tenancy::Tenancy;

/// What changes something in Zuora.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Write {
    /// Rerunning a task.
    Rerun,
    /// Stopping a run.
    Stop,
}

/// Each refusal for want of a permission (403), by whose data and for what.
#[derive(Clone, Debug, Default)]
pub(super) struct Refusals(Vec<(Tenancy, Write)>);

impl Model {
    /// Remembers a refusal for want of a permission.
    pub(super) fn heed_permission(
        &mut self,
        tenancy: &Tenancy,
        write: Write,
        refusal: Option<&ApiFault>,
    ) {
        if matches!(refusal, Some(ApiFault::Forbidden(_))) && !self.is_forbidden(tenancy, write) {
            self.refusals.0.push((tenancy.clone(), write));
        }
    }

    /// Whether Zuora has refused it for want of a permission.
    pub(super) fn is_forbidden(&self, tenancy: &Tenancy, write: Write) -> bool {
        let mut refusals = self.refusals.0.iter();
        refusals.any(|(own, what)| *what == write && own.is_same_tenant(tenancy))
    }
}
