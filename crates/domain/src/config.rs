//! `config.json`: which environments there are and how to reach them.

use serde::{Deserialize, Deserializer, de};

use crate::header::LONGEST;
use crate::ruled::ruled;
use crate::tenancy::{Auth, EnvironmentId, EnvironmentKind, Tenancy, TenantPart};

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Random per deployment; part of every key, so that another tenant cannot claim it first.
    #[serde(deserialize_with = "salt")]
    pub salt: String,
    /// At least one; their ids differ.
    pub environments: Vec<Environment>,
}

/// One Zuora tenant as this page reaches it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Short name, part of every address.
    pub id: EnvironmentId,
    /// Name for people.
    #[serde(deserialize_with = "label")]
    pub label: String,
    /// How careful the page must be.
    pub kind: EnvironmentKind,
    /// Path of the gateway on this very origin, such as `/api/sandbox`.
    #[serde(deserialize_with = "api")]
    pub api: String,
    /// Who adds the credential.
    pub auth: Auth,
    /// Entities to choose from; the first is chosen at the start. Empty: no header is sent.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Organisations to choose from; none is chosen at the start.
    #[serde(default, deserialize_with = "orgs")]
    pub orgs: Vec<TenantPart>,
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

    /// The name of an entity of this environment.
    #[must_use]
    pub fn entity_label(&self, id: &TenantPart) -> Option<&str> {
        self.entities.iter().find(|entity| entity.id == *id).map(|entity| entity.label.as_str())
    }
}

/// An entity as the operator sees and Zuora names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Value of `Zuora-Entity-Ids`.
    pub id: TenantPart,
    /// Name for people.
    #[serde(deserialize_with = "label")]
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
}

impl ConfigTrouble {
    fn at(text: &str, line: usize, column: usize, what: &str) -> Self {
        let excerpt = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        Self { line, column, what: what.to_owned(), excerpt: excerpt.chars().take(200).collect() }
    }
}

/// The line, from 1, that holds all `words`, after `skipped` such lines; else the last one.
fn line_with(text: &str, skipped: usize, words: &[&str]) -> usize {
    let holds = |line: &str| words.iter().all(|word| line.contains(word));
    let mut lines = text.lines().enumerate().filter(|(_, line)| holds(line));
    let found = lines.nth(skipped).map(|(place, _)| place + 1);
    found.unwrap_or_else(|| text.lines().count())
}

impl Config {
    /// Reads the file's text.
    ///
    /// # Errors
    ///
    /// [`ConfigTrouble`] names the line and what should stand there.
    pub fn parse(text: &str) -> Result<Self, ConfigTrouble> {
        let config: Self = serde_json::from_str(text).map_err(|error| {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            ConfigTrouble::at(text, error.line(), error.column(), what)
        })?;
        let (line, what) = match config.doubled_id() {
            _ if config.environments.is_empty() => (
                line_with(text, 0, &["\"environments\""]),
                "\"environments\" must name at least one environment".to_owned(),
            ),
            Some(id) => (
                line_with(text, 1, &["\"id\"", &format!("\"{id}\"")]),
                format!("two environments have the id \"{id}\""),
            ),
            None => return Ok(config),
        };
        Err(ConfigTrouble::at(text, line, 0, &what))
    }

    fn doubled_id(&self) -> Option<&str> {
        let ids = || self.environments.iter().map(|environment| environment.id.as_str());
        let doubled =
            |(place, id): &(usize, &str)| ids().take(*place).any(|earlier| earlier == *id);
        ids().enumerate().find(doubled).map(|(_, id)| id)
    }

    /// The environment of that id.
    #[must_use]
    pub fn environment(&self, id: &str) -> Option<&Environment> {
        self.environments.iter().find(|environment| environment.id.as_str() == id)
    }
}

fn checked<'de, D: Deserializer<'de>>(
    deserializer: D,
    rule: &'static str,
    fits: impl Fn(&str) -> bool,
) -> Result<String, D::Error> {
    ruled(deserializer, |text| fits(text).then(|| text.to_owned()).ok_or(rule))
}

fn salt<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let rule = "\"salt\" must be at least 16 random characters, made once for this deployment";
    checked(deserializer, rule, |text| text.chars().count() >= 16)
}

fn label<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked(deserializer, "\"label\" must not be empty", |text| !text.trim().is_empty())
}

fn api<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let rule = "\"api\" must be a path on this origin, such as \"/api/sandbox\": Zuora itself cannot be called from a page";
    checked(deserializer, rule, is_own_path)
}

fn is_own_path(text: &str) -> bool {
    let segments = text.strip_prefix('/').unwrap_or_default().split('/');
    let plain = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_' | b'.');
    segments.clone().next().is_some_and(|first| !first.is_empty())
        && segments
            .into_iter()
            .all(|part| !matches!(part, "" | "." | "..") && part.bytes().all(plain))
}

fn orgs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<TenantPart>, D::Error> {
    let orgs = Vec::<TenantPart>::deserialize(deserializer)?;
    let length: usize = orgs.iter().map(|org| org.as_str().len() + 1).sum();
    if length > LONGEST {
        return Err(de::Error::custom("\"orgs\" are together longer than one header takes (255)"));
    }
    Ok(orgs)
}
