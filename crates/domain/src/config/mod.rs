//! `config.json`: which environments there are and how to reach them.

mod keys;
mod read;
mod rules;
mod wrong;

use std::sync::Arc;

use crate::desk::guard::{Guard, Guards, KeysStanding};
use crate::desk::session::Session;
use crate::diagnosis::UserRule;
use crate::payload::Json;
use crate::proof::standing::{Facts, Keys, Standing, WhyUnproven, standing};
use crate::tenancy::{Auth, EnvironmentId, EnvironmentKind, Tenancy, TenantPart};
use crate::time::UnixMillis;

/// Shortest salt, in characters. A shorter one can be guessed, and with it the keys.
pub const SHORTEST_SALT: usize = 16;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Random per deployment; part of every key, so that another tenant cannot claim it first.
    pub salt: String,
    /// When the page is locked.
    pub session: Session,
    /// At least one; their ids differ.
    pub environments: Vec<Environment>,
}

/// One Zuora tenant as this page reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Short name, part of every address.
    pub id: EnvironmentId,
    /// Name for people.
    pub label: String,
    /// How careful the page must be.
    pub kind: EnvironmentKind,
    /// A name of the Zuora tenant behind the gateway, by which the page knows that another one
    /// has come to stand there.
    pub tenant: Option<TenantPart>,
    /// Path of the gateway on this very origin, such as `/api/sandbox`.
    pub api: String,
    /// Who adds the credential.
    pub auth: Auth,
    /// Entities to choose from; the first is chosen at the start. Empty: no header is sent.
    pub entities: Vec<Entity>,
    /// Organisations to choose from; none is chosen at the start.
    pub orgs: Vec<TenantPart>,
    /// Whether nothing may ever be sent that changes something.
    pub read_only: bool,
    /// Rules on reruns of those who run the page: the environment's own, then those of all.
    pub rules: Vec<UserRule>,
    /// Whether Zuora was seen to honour keys there.
    pub keys: Keys,
}

impl Environment {
    /// Where an operator begins: the first entity, all organisations (no header).
    #[must_use]
    pub fn first_tenancy(&self) -> Tenancy {
        Tenancy {
            environment: self.id.clone(),
            entity: self.entities.first().map(|entity| entity.id.clone()),
            orgs: Vec::new(),
        }
    }

    /// How it is guarded against writing.
    #[must_use]
    pub const fn guard(&self) -> Guard {
        match self.kind {
            _ if self.read_only => Guard::ReadOnly,
            EnvironmentKind::Production => Guard::Armed,
            EnvironmentKind::Sandbox => Guard::Free,
        }
    }

    /// Whether keys are proven there, and until when.
    ///
    /// # Errors
    ///
    /// [`WhyUnproven`] says why they count as unproven.
    pub fn keys_standing(&self, now: UnixMillis) -> Result<Standing, WhyUnproven> {
        let Keys::Recorded(record) = &self.keys else {
            return Err(WhyUnproven::NoRecord);
        };
        // A page sees neither Zuora's host nor the clients that the gateway and others use.
        let gateway = Some(self.api.as_str());
        let facts = Facts { tenant: self.tenant.as_ref(), host: None, gateway, clients: None };
        standing(record, &facts, now)
    }

    /// The name of an entity of this environment.
    #[must_use]
    pub fn entity_label(&self, id: &TenantPart) -> Option<&str> {
        self.entities.iter().find(|entity| entity.id == *id).map(|entity| entity.label.as_str())
    }
}

/// An entity as the operator sees and Zuora names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Value of `Zuora-Entity-Ids`.
    pub id: TenantPart,
    /// Name for people.
    pub label: String,
}

/// Why the file cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("config.json, line {line}, column {column}: {what}")]
pub struct ConfigTrouble {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1; 0 when the whole line is meant.
    pub column: usize,
    /// What is wrong there.
    pub what: String,
    /// That line of the file.
    pub excerpt: String,
    /// What else is wrong, in the order of the file.
    pub more: Vec<Self>,
}

/// What is said of a text that is no JSON.
const NO_JSON: &str = "this is no well-formed JSON: a comma, bracket or quote is missing here or too many just before";

impl ConfigTrouble {
    fn at(text: &str, line: usize, column: usize, what: &str) -> Self {
        let excerpt = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let excerpt = excerpt.chars().take(200).collect();
        Self { line, column, what: what.to_owned(), excerpt, more: Vec::new() }
    }

    /// At a place that is given in bytes.
    fn at_byte(text: &str, at: usize, what: &str) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|sign| *sign != '\n').count() + 1;
        Self::at(text, line, column, what)
    }
}

impl Config {
    /// Reads the file's text.
    ///
    /// # Errors
    ///
    /// [`ConfigTrouble`] names the line of the first mistake and what should stand there, and all
    /// others with it; of a text that is no JSON only where it ceases to be.
    pub fn parse(text: &str) -> Result<Self, ConfigTrouble> {
        let whole = Arc::from(text);
        let json = Json::parse(&whole)
            .map_err(|error| ConfigTrouble::at(text, error.line(), error.column(), NO_JSON))?;
        read::config(&json).map_err(|wrong| {
            let all = wrong.all().into_iter();
            let mut all = all.map(|(at, what)| ConfigTrouble::at_byte(text, at, &what));
            let first = all.next().unwrap_or_else(|| ConfigTrouble::at(text, 1, 0, NO_JSON));
            ConfigTrouble { more: all.collect(), ..first }
        })
    }

    /// How the environments are guarded against writing, and what is proved of their keys at that
    /// moment.
    #[must_use]
    pub fn guards(&self, now: UnixMillis) -> Guards {
        let guards = self.environments.iter().map(|own| (own.id.clone(), own.guard()));
        let tenant = |own: &Environment| Some((own.id.clone(), own.tenant.clone()?));
        let tenants = self.environments.iter().filter_map(tenant);
        let keys = self.environments.iter().filter_map(|own| {
            let Standing { until, lag_ms, .. } = own.keys_standing(now).ok()?;
            Some((own.id.clone(), KeysStanding::Proven { until, lag_ms }))
        });
        let guards = Guards::of(guards.collect()).standing_for(tenants.collect());
        guards.with_keys(keys.collect())
    }

    /// The environment of that id.
    #[must_use]
    pub fn environment(&self, id: &str) -> Option<&Environment> {
        self.environments.iter().find(|environment| environment.id.as_str() == id)
    }
}
