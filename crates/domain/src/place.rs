//! Where the operator is: the tenancy that an address names, and the address that names it.

use std::sync::Arc;

use form_urlencoded::{Serializer, parse};

use crate::config::{Config, Environment};
use crate::id::{RunId, TaskId};
use crate::query::TaskQuery;
use crate::rerun::filter::RerunQuery;
use crate::rerun::key::IdempotencyKey;
use crate::tenancy::{Tenancy, TenantPart};

/// An environment of the configuration with the entity and organisations chosen in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The environment.
    pub environment: Arc<Environment>,
    /// Whose data.
    pub tenancy: Tenancy,
}

/// Why an address leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Nowhere {
    /// The environment is not in `config.json`.
    #[error("There is no environment “{0}” in config.json.")]
    Environment(String),
    /// The entity is not one of the environment's.
    #[error("There is no entity “{0}” in this environment.")]
    Entity(String),
    /// An organisation is not one of the environment's.
    #[error("There is no organisation “{0}” in this environment.")]
    Org(String),
}

impl Place {
    /// Reads environment and query part of an address.
    ///
    /// # Errors
    ///
    /// [`Nowhere`]: an address never silently leads to another tenant than it names.
    pub fn read(config: &Config, environment: &str, query: &str) -> Result<Self, Nowhere> {
        let named = || Nowhere::Environment(environment.chars().take(60).collect());
        let environment = config.environment(environment).ok_or_else(named)?;
        let mut place = Self::first(environment);
        for (name, value) in parse(query.trim_start_matches('?').as_bytes()) {
            match name.as_ref() {
                "entity" => place.tenancy.entity = Some(entity(environment, &value)?),
                "orgs" => place.tenancy.orgs = orgs(environment, &value)?,
                _ => {}
            }
        }
        Ok(place)
    }

    /// Where an operator of this environment begins.
    #[must_use]
    pub fn first(environment: &Environment) -> Self {
        Self { tenancy: environment.first_tenancy(), environment: Arc::new(environment.clone()) }
    }

    /// The same place with other choices.
    #[must_use]
    pub fn with(&self, entity: Option<TenantPart>, orgs: &[TenantPart]) -> Self {
        let orgs = in_order(&self.environment, |org| orgs.contains(org));
        let tenancy = Tenancy { entity, orgs, ..self.tenancy.clone() };
        Self { tenancy, environment: Arc::clone(&self.environment) }
    }

    /// Address of a list of tasks.
    #[must_use]
    pub fn tasks(&self, query: &TaskQuery) -> String {
        self.address("tasks", &query.to_address())
    }

    /// Address of a task.
    #[must_use]
    pub fn task(&self, task: TaskId) -> String {
        self.address(&format!("tasks/{task}"), "")
    }

    /// Address of a run.
    #[must_use]
    pub fn run(&self, run: RunId) -> String {
        self.address(&format!("runs/{run}"), "")
    }

    /// Address of the list of a run's tasks.
    #[must_use]
    pub fn tasks_of_run(&self, run: RunId) -> String {
        self.tasks(&TaskQuery { workflow_id: run.to_string(), ..TaskQuery::default() })
    }

    /// Address of the reruns of which it is not known whether they ran.
    #[must_use]
    pub fn unsettled(&self) -> String {
        self.address("unsettled", "")
    }

    /// Address of a list of reruns.
    #[must_use]
    pub fn reruns(&self, query: &RerunQuery) -> String {
        self.address("reruns", &query.to_address())
    }

    /// Address of a rerun.
    #[must_use]
    pub fn rerun(&self, key: &IdempotencyKey) -> String {
        self.address(&format!("reruns/{key}"), "")
    }

    /// Address of the proof of keys.
    #[must_use]
    pub fn proof(&self) -> String {
        self.address("proof", "")
    }

    /// Names of what was chosen, for people: the entity, then the organisations.
    #[must_use]
    pub fn tenant_label(&self) -> Option<String> {
        let entity = self.tenancy.entity.as_ref();
        let entity = entity.map(|id| self.environment.entity_label(id).unwrap_or(id.as_str()));
        let orgs = self.tenancy.org_list();
        let orgs = (!orgs.is_empty()).then(|| format!("Org {}", orgs.replace(',', ", ")));
        let parts: Vec<_> = entity.map(str::to_owned).into_iter().chain(orgs).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn address(&self, page: &str, query: &str) -> String {
        let usual = self.environment.first_tenancy();
        let mut tail = Serializer::new(query.to_owned());
        if let Some(entity) =
            self.tenancy.entity.as_ref().filter(|_| self.tenancy.entity != usual.entity)
        {
            tail.append_pair("entity", entity.as_str());
        }
        if !self.tenancy.orgs.is_empty() {
            tail.append_pair("orgs", &self.tenancy.org_list());
        }
        let tail = tail.finish();
        let mark = if tail.is_empty() { "" } else { "?" };
        format!("/t/{}/{page}{mark}{tail}", self.environment.id)
    }
}

fn entity(environment: &Environment, text: &str) -> Result<TenantPart, Nowhere> {
    let known = environment.entities.iter().find(|entity| entity.id.as_str() == text);
    known
        .map(|entity| entity.id.clone())
        .ok_or_else(|| Nowhere::Entity(text.chars().take(60).collect()))
}

fn orgs(environment: &Environment, text: &str) -> Result<Vec<TenantPart>, Nowhere> {
    let named = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    let known = |name: &&str| environment.orgs.iter().any(|org| org.as_str() == *name);
    match named.clone().find(|name| !known(name)) {
        Some(stranger) => Err(Nowhere::Org(stranger.chars().take(60).collect())),
        None => Ok(in_order(environment, |org| named.clone().any(|name| name == org.as_str()))),
    }
}

/// The organisations of the environment that are chosen, in its order and each once.
fn in_order(environment: &Environment, is_chosen: impl Fn(&TenantPart) -> bool) -> Vec<TenantPart> {
    environment.orgs.iter().filter(|org| is_chosen(org)).cloned().collect()
}
