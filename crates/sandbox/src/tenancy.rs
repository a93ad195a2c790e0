//! Entities and orgs of the sandbox, and the headers that choose among them.

use crate::answer::{Answer, e1};
use crate::request_headers::single;
use http::{HeaderMap, StatusCode};

/// One entity of a tenant.
#[derive(Clone, Copy, Debug)]
pub struct Entity {
    /// The id that `Zuora-Entity-Ids` takes, with or without dashes.
    pub id: &'static str,
    /// How people call it.
    pub label: &'static str,
}

/// Both entities; the first is meant when the header is absent.
pub const ENTITIES: [Entity; 2] = [
    Entity { id: "2c92a0086f1d3c5e016f2a7b4c8d0e1f", label: "Entity US" },
    Entity { id: "2c92a00871b4e6a20171c3d5f7e90b2a", label: "Entity DE" },
];

/// Ids of the orgs that the sandbox's user may see.
pub const ORGS: [&str; 2] = ["101", "102"];

/// What the tenancy headers of one request choose.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Place in [`ENTITIES`].
    pub(crate) entity: usize,
    /// The orgs named; empty for all of the user's.
    orgs: Vec<&'static str>,
}

impl Scope {
    /// Reads `Zuora-Entity-Ids` and `Zuora-Org-Ids`, or answers why they are refused.
    pub(crate) fn read(headers: &HeaderMap) -> Result<Self, Box<Answer>> {
        Ok(Self { entity: read_entity(headers)?, orgs: read_orgs(headers)? })
    }

    /// LIVE-UNVERIFIED(whether workflow tasks follow `Zuora-Org-Ids`; only exports carry org ids;
    /// list tasks with one org on a Multi-Org tenant and correct here).
    pub(crate) fn sees(&self, org: Option<&str>) -> bool {
        self.orgs.is_empty() || org.is_none_or(|org| self.orgs.contains(&org))
    }
}

// LIVE-UNVERIFIED(status and envelope of a refused entity or org; documented is only that the
// operation fails; send an unknown id to a live tenant and correct here).
fn read_entity(headers: &HeaderMap) -> Result<usize, Box<Answer>> {
    let Some(sent) = single(headers, "zuora-entity-ids") else {
        return Ok(0);
    };
    let plain = sent.trim().replace('-', "").to_ascii_lowercase();
    ENTITIES.iter().position(|entity| entity.id == plain).ok_or_else(|| {
        Box::new(e1(StatusCode::FORBIDDEN, 90_000_010, "The user has no access to this entity."))
    })
}

fn read_orgs(headers: &HeaderMap) -> Result<Vec<&'static str>, Box<Answer>> {
    let Some(sent) = single(headers, "zuora-org-ids") else {
        return Ok(Vec::new());
    };
    sent.split(',')
        .map(|id| ORGS.into_iter().find(|known| *known == id.trim()))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Box::new(e1(StatusCode::BAD_REQUEST, 90_000_020, "Invalid Request")))
}
