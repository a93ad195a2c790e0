//! OAuth client credentials and the bearer tokens issued for them.

use crate::answer::{Answer, json, ok};
use crate::chance::Chance;
use crate::form::Form;
use crate::json_text::{object, quoted};
use crate::tenancy::ENTITIES;
use crate::way_in::TenantName;
use http::{HeaderMap, StatusCode};
use std::collections::BTreeMap;

/// An OAuth client of the sandbox. Not a secret: it opens nothing but the sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Credential {
    /// Name of the tenant it belongs to: `sandbox` or `rehearsal`.
    pub tenant: &'static str,
    /// 36 characters.
    pub client_id: &'static str,
    /// At most 42 characters, some of which a form must encode.
    pub client_secret: &'static str,
}

/// The clients of both tenants: those that the gateway uses, then a second one of each.
pub const CREDENTIALS: [Credential; 4] = [
    Credential {
        tenant: "sandbox",
        client_id: "5a4e0b0c-0001-4a6b-8c0d-73616e64626f",
        client_secret: "sandbox+demo/only=opens&nothing",
    },
    Credential {
        tenant: "rehearsal",
        client_id: "5a4e0b0c-0002-4a6b-8c0d-726568656172",
        client_secret: "rehearsal+demo/only=opens&nothing",
    },
    Credential {
        tenant: "sandbox",
        client_id: "5a4e0b0c-0003-4a6b-8c0d-73616e64626f",
        client_secret: "sandbox+second/only=opens&nothing",
    },
    Credential {
        tenant: "rehearsal",
        client_id: "5a4e0b0c-0004-4a6b-8c0d-726568656172",
        client_secret: "rehearsal+second/only=opens&nothing",
    },
];

/// The client whose credential the gateway adds.
pub(crate) fn client_of_gateway(tenant: TenantName) -> &'static str {
    let own = CREDENTIALS.iter().find(|client| client.tenant == tenant.as_str());
    own.map_or("", |client| client.client_id)
}

const LIFETIME_MS: i64 = 3_600_000;

/// The tokens that are alive.
#[derive(Debug, Default)]
pub(crate) struct Tokens(BTreeMap<String, Issued>);

#[derive(Debug)]
struct Issued {
    tenant: TenantName,
    client: &'static str,
    expires_at: i64,
}

impl Tokens {
    /// Answers `POST /oauth/token`. `only` is the tenant whose address was used, if it was one's.
    ///
    /// LIVE-UNVERIFIED(shape and status of token errors; undocumented; send a wrong secret).
    pub(crate) fn issue(
        &mut self,
        body: &[u8],
        only: Option<TenantName>,
        now: i64,
        chance: &mut Chance,
    ) -> Answer {
        let form = Form::parse(body);
        if form.get("grant_type") != Some("client_credentials") {
            return json(StatusCode::BAD_REQUEST, r#"{"error":"unsupported_grant_type"}"#);
        }
        let client = CREDENTIALS.iter().find(|known| {
            form.get("client_id") == Some(known.client_id)
                && form.get("client_secret") == Some(known.client_secret)
        });
        let holder = client
            .and_then(|client| Some((TenantName::called(client.tenant)?, client.client_id)))
            .filter(|(tenant, _)| only.is_none_or(|only| only == *tenant));
        let Some((tenant, client)) = holder else {
            return json(
                StatusCode::UNAUTHORIZED,
                r#"{"error":"invalid_client","error_description":"Bad client credentials"}"#,
            );
        };
        self.0.retain(|_, issued| issued.expires_at > now);
        let token = chance.hex32();
        self.0.insert(token.clone(), Issued { tenant, client, expires_at: now + LIFETIME_MS });
        ok(object([
            ("access_token", quoted(&token)),
            ("token_type", quoted("bearer")),
            ("expires_in", "3599".to_owned()),
            ("scope", quoted(&scope(tenant))),
            ("jti", quoted(&chance.hex32())),
        ]))
    }

    /// The tenant for which the request's bearer token is valid now, and the client it was
    /// issued to.
    pub(crate) fn holder_of(
        &self,
        headers: &HeaderMap,
        now: i64,
    ) -> Option<(TenantName, &'static str)> {
        let sent = headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = sent.split_once(' ')?;
        let issued = self.0.get(token.trim()).filter(|issued| issued.expires_at > now)?;
        scheme.eq_ignore_ascii_case("bearer").then_some((issued.tenant, issued.client))
    }
}

/// The scope names the entities for which the token is good, as dashed uuids.
fn scope(tenant: TenantName) -> String {
    let mut words = vec!["user.2c92a0f96bd69165016bdcbf55ad5e62".to_owned()];
    words.extend(ENTITIES.iter().map(|entity| format!("entity.{}", dashed(entity.id))));
    words.push(format!("tenant.{}", tenant.number()));
    words.join(" ")
}

fn dashed(id: &str) -> String {
    let mut out = String::with_capacity(36);
    for (index, digit) in id.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            out.push('-');
        }
        out.push(digit);
    }
    out
}
