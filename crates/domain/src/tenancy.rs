//! Whose data a request touches: environment, entity, organisations.

use std::fmt;

use crate::header::HeaderText;

/// Short name of an environment, as it stands in addresses: `a-z`, `0-9`, `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnvironmentId(String);

impl EnvironmentId {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EnvironmentId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = matches!(text.len(), 1..=32)
            && text.bytes().all(|sign| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        fits.then_some(Self(text)).ok_or(
            "an environment's id is 1 to 32 of the characters a-z, 0-9 and -, such as \"us-production\"",
        )
    }
}

impl fmt::Display for EnvironmentId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// How careful the page must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvironmentKind {
    /// Nothing real happens.
    Sandbox,
    /// Money moves: the operator types the task's id before a rerun.
    Production,
}

/// Who adds the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The gateway; the page never sees a token.
    Gateway,
    /// The operator pastes a Bearer token, kept in memory only.
    Token,
}

/// Id of an entity or organisation as it goes into a header: no comma, no blanks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TenantPart(HeaderText);

impl TenantPart {
    /// Takes an id as written in the configuration or an address.
    ///
    /// # Errors
    ///
    /// A sentence that says what an id may hold.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const RULE: &str = "an entity's or organisation's id is up to 255 printable ASCII characters without blanks and commas";
        let header = HeaderText::parse(text).map_err(|_| RULE)?;
        if text.contains([',', ' ']) { Err(RULE) } else { Ok(Self(header)) }
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl TryFrom<String> for TenantPart {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// Whose data: part of every address, every request and every key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenancy {
    /// Which environment of the configuration.
    pub environment: EnvironmentId,
    /// Value of `Zuora-Entity-Ids`, when an entity was chosen.
    pub entity: Option<TenantPart>,
    /// Values of `Zuora-Org-Ids`, in the configuration's order: one choice is always one text.
    pub orgs: Vec<TenantPart>,
}

/// What tells the tasks of one Zuora tenant from those of another: the tenant's name, or the
/// environment's where the configuration names no tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A tenant by its name, in whatever environment.
    Tenant(TenantPart),
    /// An environment of the configuration.
    Environment(EnvironmentId),
}

impl Scope {
    /// Of an environment that stands for that tenant, if one is named.
    #[must_use]
    pub fn of(environment: &EnvironmentId, tenant: Option<&TenantPart>) -> Self {
        tenant
            .map_or_else(|| Self::Environment(environment.clone()), |own| Self::Tenant(own.clone()))
    }

    /// Its kind and its name.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Tenant(name) => ("tenant", name.as_str()),
            Self::Environment(id) => ("environment", id.as_str()),
        }
    }
}

impl Tenancy {
    /// The headers that name the tenancy; none when nothing was chosen, as Zuora asks.
    ///
    /// Source: Zuora API reference 2026-09-11, headers `Zuora-Entity-Ids`, `Zuora-Org-Ids`.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, HeaderText)> {
        let entity = self.entity.iter().map(|entity| ("Zuora-Entity-Ids", entity.0.clone()));
        entity.chain(self.org_header().map(|orgs| ("Zuora-Org-Ids", orgs))).collect()
    }

    /// Whether a task id means the same task in both: organisations only narrow what is seen.
    ///
    /// LIVE-UNVERIFIED(that `Zuora-Org-Ids` never tells two tasks of one id apart; Zuora API
    /// reference 2026-09-11 calls it a filter of visibility; if it does, count the organisations)
    #[must_use]
    pub fn is_same_tenant(&self, other: &Self) -> bool {
        self.environment == other.environment && self.entity == other.entity
    }

    /// The organisations as one text, comma between; empty when none was chosen.
    #[must_use]
    pub fn org_list(&self) -> String {
        self.orgs.iter().map(TenantPart::as_str).collect::<Vec<_>>().join(",")
    }

    fn org_header(&self) -> Option<HeaderText> {
        // More organisations than fit one header are refused when the configuration is read.
        HeaderText::parse(&self.org_list()).ok()
    }
}
