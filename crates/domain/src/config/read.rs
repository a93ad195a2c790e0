//! Reads `config.json` field by field, so that each mistake is told with its own place.

use std::ops::RangeInclusive;

use super::{Config, Entity, Environment, SHORTEST_SALT, keys, rules};
use crate::desk::session::Session;
use crate::header::LONGEST;
use crate::payload::{Json, Kind};
use crate::tenancy::{Auth, EnvironmentId, EnvironmentKind, TenantPart};

/// What is wrong, and where it stands in the text, in bytes.
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) what: String,
}

pub(super) type Read<T> = Result<T, Wrong>;

pub(super) fn config(json: &Json) -> Read<Config> {
    let fields = Fields::of(json, &["salt", "session", "environments", "rules"])?;
    let salt = fields.needed("salt", salt)?;
    let session = fields.find("session").map_or_else(|| Ok(Session::default()), session)?;
    let list = fields.needed("environments", array)?;
    let mut environments = list.iter().map(environment).collect::<Read<Vec<_>>>()?;
    // Those of an environment come before those of all.
    let shared = fields.list("rules", rules::rule)?;
    for own in &mut environments {
        own.rules.extend(shared.iter().cloned());
    }
    if environments.is_empty() {
        let what = "\"environments\" must name at least one environment";
        return fields.needed("environments", |list| Err(wrong(list, what)));
    }
    let ids: Vec<_> = environments.iter().map(|own| own.id.as_str()).collect();
    each_once("environments", &list, &ids)?;
    Ok(Config { salt, session, environments })
}

/// Refuses an id that stands twice, at its second place in the list.
fn each_once(what: &str, list: &[Json], ids: &[&str]) -> Read<()> {
    for (nth, (own, id)) in list.iter().zip(ids).enumerate() {
        if ids.iter().take(nth).any(|earlier| earlier == id) {
            let at = own.member("id");
            let what = format!("two {what} have the id \"{id}\"");
            return Err(wrong(at.as_ref().unwrap_or(own), &what));
        }
    }
    Ok(())
}

fn session(json: &Json) -> Read<Session> {
    const MINUTE_MS: i64 = 60_000;
    let fields = Fields::of(json, &["idleMinutes", "hours"])?;
    let usual = Session::default();
    let minutes = fields.find("idleMinutes").map(|json| whole(json, 1..=480)).transpose()?;
    let hours = fields.find("hours").map(|json| whole(json, 1..=24)).transpose()?;
    Ok(Session {
        idle_ms: minutes.map_or(usual.idle_ms, |minutes| minutes * MINUTE_MS),
        longest_ms: hours.map_or(usual.longest_ms, |hours| hours * 60 * MINUTE_MS),
    })
}

pub(super) fn whole(json: &Json, range: RangeInclusive<i64>) -> Read<i64> {
    let number = json.whole_number().and_then(|number| i64::try_from(number).ok());
    number.filter(|number| range.contains(number)).ok_or_else(|| {
        wrong(json, &format!("expected a whole number from {} to {}", range.start(), range.end()))
    })
}

fn environment(json: &Json) -> Read<Environment> {
    let names = [
        "id", "label", "kind", "tenant", "api", "auth", "entities", "orgs", "readOnly", "rules",
        "keys",
    ];
    let fields = Fields::of(json, &names)?;
    Ok(Environment {
        id: fields.needed("id", |id| ruled(id, |text| EnvironmentId::try_from(text.to_owned())))?,
        label: fields.needed("label", label)?,
        kind: fields.needed("kind", kind)?,
        tenant: fields.find("tenant").map(tenant).transpose()?,
        api: fields.needed("api", api)?,
        auth: fields.needed("auth", auth)?,
        entities: fields.list("entities", entity).and_then(|all| distinct(&fields, all))?,
        orgs: fields.list("orgs", part).and_then(|orgs| fitting(&fields, orgs))?,
        read_only: fields.find("readOnly").map_or(Ok(false), truth)?,
        rules: fields.list("rules", rules::rule)?,
        keys: fields.find("keys").map(keys::keys).transpose()?.unwrap_or_default(),
    })
}

fn truth(json: &Json) -> Read<bool> {
    json.truth().ok_or_else(|| wrong(json, "expected true or false"))
}

fn entity(json: &Json) -> Read<Entity> {
    let fields = Fields::of(json, &["id", "label"])?;
    Ok(Entity { id: fields.needed("id", part)?, label: fields.needed("label", label)? })
}

/// The members of an object, all of known names.
pub(super) struct Fields<'a> {
    object: &'a Json,
    members: Vec<(String, Json)>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(object: &'a Json, known: &[&str]) -> Read<Self> {
        if object.kind() != Kind::Object {
            return Err(wrong(object, "expected an object, {…}"));
        }
        let members = object.members();
        match members.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, value)) => {
                let what = format!("unknown field `{name}`, expected one of {}", known.join(", "));
                Err(wrong(value, &what))
            }
            None => Ok(Self { object, members }),
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<&Json> {
        self.members.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(super) fn needed<T>(&self, name: &str, read: impl Fn(&Json) -> Read<T>) -> Read<T> {
        // What is missing is told at the end of the object, where it can be added.
        let missing = || Wrong {
            at: self.object.span().end.saturating_sub(1),
            what: format!("missing field `{name}`"),
        };
        read(self.find(name).ok_or_else(missing)?)
    }

    fn items(&self, name: &str) -> Vec<Json> {
        self.find(name).map(Json::items).unwrap_or_default()
    }

    fn list<T>(&self, name: &str, read: impl Fn(&Json) -> Read<T>) -> Read<Vec<T>> {
        match self.find(name) {
            Some(list) => array(list)?.iter().map(read).collect(),
            None => Ok(Vec::new()),
        }
    }
}

pub(super) fn wrong(json: &Json, what: &str) -> Wrong {
    Wrong { at: json.span().start, what: what.to_owned() }
}

fn array(json: &Json) -> Read<Vec<Json>> {
    match json.kind() {
        Kind::Array => Ok(json.items()),
        _ => Err(wrong(json, "expected a list, […]")),
    }
}

pub(super) fn ruled<T>(json: &Json, read: impl Fn(&str) -> Result<T, &'static str>) -> Read<T> {
    let text = json.string().ok_or_else(|| wrong(json, "expected a string, \"…\""))?;
    read(&text).map_err(|rule| wrong(json, rule))
}

pub(super) fn checked(
    json: &Json,
    rule: &'static str,
    fits: impl Fn(&str) -> bool,
) -> Read<String> {
    ruled(json, |text| fits(text).then(|| text.to_owned()).ok_or(rule))
}

fn salt(json: &Json) -> Read<String> {
    let rule = "\"salt\" must be at least 16 random characters, made once for this deployment";
    checked(json, rule, |text| text.chars().count() >= SHORTEST_SALT)
}

fn label(json: &Json) -> Read<String> {
    checked(json, "\"label\" must not be empty", |text| !text.trim().is_empty())
}

fn part(json: &Json) -> Read<TenantPart> {
    ruled(json, TenantPart::parse)
}

fn tenant(json: &Json) -> Read<TenantPart> {
    const RULE: &str = "\"tenant\" is a name of the Zuora tenant, such as \"na/10234\": printable ASCII without blanks and commas";
    ruled(json, |text| TenantPart::parse(text).map_err(|_| RULE))
}

fn kind(json: &Json) -> Read<EnvironmentKind> {
    ruled(json, |text| match text {
        "sandbox" => Ok(EnvironmentKind::Sandbox),
        "production" => Ok(EnvironmentKind::Production),
        _ => Err("expected `sandbox` or `production`"),
    })
}

fn auth(json: &Json) -> Read<Auth> {
    ruled(json, |text| match text {
        "gateway" => Ok(Auth::Gateway),
        "token" => Ok(Auth::Token),
        _ => Err("expected `gateway` or `token`"),
    })
}

fn api(json: &Json) -> Read<String> {
    let rule = "\"api\" must be a path on this origin, such as \"/api/sandbox\": Zuora itself cannot be called from a page";
    checked(json, rule, is_own_path)
}

fn is_own_path(text: &str) -> bool {
    let segments = text.strip_prefix('/').unwrap_or_default().split('/');
    let plain = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_' | b'.');
    segments.into_iter().all(|part| !matches!(part, "" | "." | "..") && part.bytes().all(plain))
}

fn distinct(fields: &Fields<'_>, entities: Vec<Entity>) -> Read<Vec<Entity>> {
    let ids: Vec<_> = entities.iter().map(|entity| entity.id.as_str()).collect();
    each_once("entities", &fields.items("entities"), &ids)?;
    Ok(entities)
}

fn fitting(fields: &Fields<'_>, orgs: Vec<TenantPart>) -> Read<Vec<TenantPart>> {
    let ids: Vec<_> = orgs.iter().map(TenantPart::as_str).collect();
    each_once("organisations", &fields.items("orgs"), &ids)?;
    let length: usize = orgs.iter().map(|org| org.as_str().len() + 1).sum();
    let list = fields.find("orgs").unwrap_or(fields.object);
    if length > LONGEST {
        return Err(wrong(list, "\"orgs\" are together longer than one header takes (255)"));
    }
    Ok(orgs)
}
