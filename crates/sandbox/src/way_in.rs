//! By which door a request comes: through the gateway's path of a tenant, or at the root.

/// The two tenants. They share a seed and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TenantName {
    /// Behind `/api/sandbox`.
    Sandbox,
    /// Behind `/api/production`: a rehearsal of production.
    Rehearsal,
}

impl TenantName {
    pub(crate) const ALL: [Self; 2] = [Self::Sandbox, Self::Rehearsal];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Rehearsal => "rehearsal",
        }
    }

    pub(crate) fn called(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tenant| tenant.as_str() == name)
    }

    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Sandbox => 19,
            Self::Rehearsal => 20,
        }
    }
}

/// The door, with the path that is left behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayIn<'a> {
    /// `/api/sandbox/…` or `/api/production/…`: a gateway that owns the credential.
    Gateway { tenant: TenantName, path: &'a str },
    /// `/…`: Zuora's own address; the bearer token tells the tenant.
    Root { path: &'a str },
    /// `/api/…` of an environment that does not exist.
    Nowhere,
}

impl<'a> WayIn<'a> {
    pub(crate) fn of(path: &'a str) -> Self {
        let Some(inner) = path.strip_prefix("/api/") else {
            return if path == "/api" { Self::Nowhere } else { Self::Root { path } };
        };
        let (environment, rest) =
            inner.find('/').map_or((inner, "/"), |slash| inner.split_at(slash));
        match environment {
            "sandbox" => Self::Gateway { tenant: TenantName::Sandbox, path: rest },
            "production" => Self::Gateway { tenant: TenantName::Rehearsal, path: rest },
            _ => Self::Nowhere,
        }
    }
}
