//! What a `Reprise` is made with.

use reprise_browser::script::get;
use reprise_browser::token::Token;
use reprise_domain::config::SHORTEST_SALT;
use reprise_domain::desk::guard::{Guard, Guards, KeysStanding};
use reprise_domain::tenancy::{EnvironmentId, Tenancy, TenantPart};
use reprise_domain::time::UnixMillis;
use wasm_bindgen::JsValue;

use crate::fault::Fault;
use crate::given::{member, stranger};

/// Every option that there is: a misspelt one is told.
const NAMES: [&str; 11] = [
    "api",
    "environment",
    "salt",
    "tenant",
    "keys",
    "entityId",
    "orgIds",
    "token",
    "journal",
    "readOnly",
    "by",
];

/// The options as read.
pub(crate) struct Options {
    /// Address below which Zuora's API is reached.
    pub(crate) api: String,
    /// Whose data.
    pub(crate) tenancy: Tenancy,
    /// Part of every key.
    pub(crate) salt: String,
    /// How the environment is guarded, and which tenant it stands for.
    pub(crate) guards: Guards,
    /// The credential, where no gateway adds it.
    pub(crate) token: Option<Token>,
    /// What keeps the journal, where IndexedDB does not.
    pub(crate) journal: Option<JsValue>,
    /// Who decides, unless a call names somebody.
    pub(crate) by: Option<String>,
}

impl Options {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// A sentence that names the option and says what it should be.
    pub(crate) fn read(options: &JsValue) -> Result<Self, Fault> {
        if !options.is_object() {
            return Err(wrong("new Reprise() needs an object of options."));
        }
        known(options)?;
        let environment = needed(options, "environment")?;
        let environment = EnvironmentId::try_from(environment)
            .map_err(|rule| wrong(&format!("\"environment\": {rule}.")))?;
        let salt = needed(options, "salt")?;
        if salt.trim().len() < SHORTEST_SALT {
            return Err(wrong(
                "\"salt\" must be at least 16 characters: the one of the page's config.json, so that both arrive at the same keys.",
            ));
        }
        let tenant = text(options, "tenant")?.map(|text| part(&text, "tenant")).transpose()?;
        let is_read_only = truth(options, "readOnly")?;
        let guard = if is_read_only { Guard::ReadOnly } else { Guard::Free };
        let tenants = tenant.map(|tenant| (environment.clone(), tenant)).into_iter().collect();
        let keys = vec![(environment.clone(), keys(options)?)];
        let guards = Guards::of(vec![(environment.clone(), guard)]).standing_for(tenants);
        Ok(Self {
            api: api(options)?,
            guards: guards.with_keys(keys),
            tenancy: Tenancy {
                environment,
                entity: text(options, "entityId")?
                    .map(|text| part(&text, "entityId"))
                    .transpose()?,
                orgs: orgs(options)?,
            },
            salt,
            token: token(&get(options, "token"))?,
            journal: Some(get(options, "journal")).filter(JsValue::is_object),
            by: text(options, "by")?,
        })
    }
}

/// What is proved of keys: nothing, unless `keys` says until when and how late a rerun shows.
fn keys(options: &JsValue) -> Result<KeysStanding, Fault> {
    let Some(keys) = member(options, "keys") else { return Ok(KeysStanding::Unproven) };
    if keys.as_string().as_deref() == Some("unproven") {
        return Ok(KeysStanding::Unproven);
    }
    let until = get(&keys, "provenUntil").as_string();
    let until = until.as_deref().and_then(UnixMillis::parse);
    let lag = get(&keys, "lagMs").as_f64().filter(|lag| (0.0..=86_400_000.0).contains(lag));
    #[expect(clippy::cast_possible_truncation, reason = "at most a day of milliseconds")]
    let standing = |(until, lag)| KeysStanding::Proven { until, lag_ms: lag as i64 };
    until.zip(lag).map(standing).ok_or_else(|| {
        wrong("\"keys\" must be \"unproven\", or { provenUntil, lagMs }: until when the proof of keys holds (ISO 8601), and how late a rerun was measured to show.")
    })
}

/// Reads a credential.
pub(crate) fn token(value: &JsValue) -> Result<Option<Token>, Fault> {
    if value.is_null() || value.is_undefined() {
        return Ok(None);
    }
    let token = value.as_string().and_then(|text| Token::parse(&text));
    token.map(Some).ok_or_else(|| {
        wrong("\"token\" is no Bearer token: one word of printable ASCII characters is expected.")
    })
}

fn wrong(message: &str) -> Fault {
    Fault::new("bad-option", message)
}

fn known(options: &JsValue) -> Result<(), Fault> {
    stranger(options, &NAMES).map_or(Ok(()), |name| {
        let names = NAMES.join(", ");
        Err(wrong(&format!("There is no option \"{name}\". There are: {names}.")))
    })
}

fn text(options: &JsValue, name: &str) -> Result<Option<String>, Fault> {
    let Some(value) = member(options, name) else { return Ok(None) };
    let text = value.as_string().filter(|text| !text.trim().is_empty());
    text.map(Some).ok_or_else(|| wrong(&format!("\"{name}\" must be a text that is not empty.")))
}

fn needed(options: &JsValue, name: &str) -> Result<String, Fault> {
    text(options, name)?.ok_or_else(|| wrong(&format!("The option \"{name}\" is missing.")))
}

fn truth(options: &JsValue, name: &str) -> Result<bool, Fault> {
    let value = get(options, name);
    match value.as_bool() {
        Some(truth) => Ok(truth),
        None if value.is_undefined() => Ok(false),
        None => Err(wrong(&format!("\"{name}\" must be true or false."))),
    }
}

fn part(text: &str, name: &str) -> Result<TenantPart, Fault> {
    TenantPart::parse(text).map_err(|rule| wrong(&format!("\"{name}\": {rule}.")))
}

fn orgs(options: &JsValue) -> Result<Vec<TenantPart>, Fault> {
    let Some(value) = member(options, "orgIds") else { return Ok(Vec::new()) };
    if !js_sys::Array::is_array(&value) {
        return Err(wrong("\"orgIds\" must be a list of texts."));
    }
    let list = js_sys::Array::from(&value);
    let texts = list.iter().map(|value| {
        let text = value.as_string().ok_or_else(|| wrong("\"orgIds\" must be a list of texts."))?;
        part(&text, "orgIds")
    });
    texts.collect()
}

/// In a page the gateway stands on its own origin: a request elsewhere would never leave.
fn api(options: &JsValue) -> Result<String, Fault> {
    let api = needed(options, "api")?;
    let api = api.trim_end_matches('/').to_owned();
    let origin = get(&get(&js_sys::global(), "location"), "origin").as_string();
    let is_path = api.starts_with('/') && !api.starts_with("//");
    let is_address = api.starts_with("https://") || api.starts_with("http://");
    match origin {
        Some(origin) if is_path || api == origin || api.starts_with(&format!("{origin}/")) => {
            Ok(api)
        }
        Some(_) => Err(wrong(
            "\"api\" must be the path of a gateway on this page's own origin, such as /api/production: Zuora allows no calls from other origins.",
        )),
        None if is_address => Ok(api),
        None => Err(wrong(
            "\"api\" must be a whole address here, such as https://rest.sandbox.na.zuora.com: outside of a page there is no origin to complete it.",
        )),
    }
}
