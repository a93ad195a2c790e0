//! Reads `config.json` field by field, so that each mistake is told with its own place, and all of
//! them at once: a first set-up has more than one.

use std::ops::RangeInclusive;

use super::wrong::{Read, Wrong, Wrongs, each, wrong};
use super::{Config, Entity, Environment, SHORTEST_SALT, keys, rules};
use crate::desk::session::Session;
use crate::header::LONGEST;
use crate::payload::{Json, Kind};
use crate::tenancy::{Auth, EnvironmentId, EnvironmentKind, TenantPart};

pub(super) fn config(json: &Json) -> Read<Config> {
    let (fields, mut wrongs) = Fields::of(json, &["salt", "session", "environments", "rules"])?;
    let salt = wrongs.take(fields.needed("salt").and_then(salt));
    let session = fields.find("session").map_or_else(|| Ok(Session::default()), session);
    let session = wrongs.take(session);
    let environments = wrongs.take(fields.needed("environments").and_then(environments));
    let shared = wrongs.take(fields.list("rules", rules::rule)).unwrap_or_default();
    wrongs.end(|| {
        let mut environments = environments?;
        // Those of an environment come before those of all.
        for own in &mut environments {
            own.rules.extend(shared.iter().cloned());
        }
        Some(Config { salt: salt?, session: session?, environments })
    })
}

fn environments(json: &Json) -> Read<Vec<Environment>> {
    let list = array(json)?;
    if list.is_empty() {
        return Err(wrong(json, "\"environments\" must name at least one environment"));
    }
    let mut wrongs = Wrongs::default();
    let read = wrongs.take(each(&list, environment));
    wrongs.take(each_once("environments", &list));
    wrongs.end(|| read)
}

/// Refuses each id that stands twice, at its second place in the list: an item's own, or the item
/// itself.
fn each_once(what: &str, list: &[Json]) -> Read<()> {
    let mut wrongs = Wrongs::default();
    let mut earlier: Vec<String> = Vec::new();
    for own in list {
        let member = own.member("id");
        let place = member.as_ref().unwrap_or(own);
        let Some(id) = place.string() else { continue };
        if earlier.contains(&id) {
            wrongs.add(wrong(place, &format!("two {what} have the id \"{id}\"")));
        }
        earlier.push(id);
    }
    wrongs.end(|| Some(()))
}

fn session(json: &Json) -> Read<Session> {
    const MINUTE_MS: i64 = 60_000;
    let (fields, mut wrongs) = Fields::of(json, &["idleMinutes", "hours"])?;
    let usual = Session::default();
    let minutes = fields.find("idleMinutes").map(|json| whole(json, 1..=480)).transpose();
    let hours = fields.find("hours").map(|json| whole(json, 1..=24)).transpose();
    let (minutes, hours) = (wrongs.take(minutes), wrongs.take(hours));
    wrongs.end(|| {
        Some(Session {
            idle_ms: minutes?.map_or(usual.idle_ms, |minutes| minutes * MINUTE_MS),
            longest_ms: hours?.map_or(usual.longest_ms, |hours| hours * 60 * MINUTE_MS),
        })
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
    let (fields, mut wrongs) = Fields::of(json, &names)?;
    let id = fields
        .needed("id")
        .and_then(|id| ruled(id, |text| EnvironmentId::try_from(text.to_owned())));
    let id = wrongs.take(id);
    let label = wrongs.take(fields.needed("label").and_then(label));
    let kind = wrongs.take(fields.needed("kind").and_then(kind));
    let tenant = wrongs.take(fields.find("tenant").map(tenant).transpose());
    let api = wrongs.take(fields.needed("api").and_then(api));
    let auth = wrongs.take(fields.needed("auth").and_then(auth));
    let entities = wrongs.take(fields.list("entities", entity));
    wrongs.take(each_once("entities", &fields.items("entities")));
    let orgs = wrongs.take(fields.list("orgs", part).and_then(|orgs| fitting(&fields, orgs)));
    wrongs.take(each_once("organisations", &fields.items("orgs")));
    let read_only = wrongs.take(fields.find("readOnly").map_or(Ok(false), truth));
    let rules = wrongs.take(fields.list("rules", rules::rule));
    let keys = wrongs.take(fields.find("keys").map(keys::keys).transpose());
    wrongs.end(|| {
        Some(Environment {
            id: id?,
            label: label?,
            kind: kind?,
            tenant: tenant?,
            api: api?,
            auth: auth?,
            entities: entities?,
            orgs: orgs?,
            read_only: read_only?,
            rules: rules?,
            keys: keys?.unwrap_or_default(),
        })
    })
}

fn truth(json: &Json) -> Read<bool> {
    json.truth().ok_or_else(|| wrong(json, "expected true or false"))
}

fn entity(json: &Json) -> Read<Entity> {
    let (fields, mut wrongs) = Fields::of(json, &["id", "label"])?;
    let id = wrongs.take(fields.needed("id").and_then(part));
    let label = wrongs.take(fields.needed("label").and_then(label));
    wrongs.end(|| Some(Entity { id: id?, label: label? }))
}

/// The members of an object.
pub(super) struct Fields<'a> {
    object: &'a Json,
    members: Vec<(String, Json)>,
}

impl<'a> Fields<'a> {
    /// With what is wrong about them so far: the names that are none of `known`.
    pub(super) fn of(object: &'a Json, known: &[&str]) -> Read<(Self, Wrongs)> {
        if object.kind() != Kind::Object {
            return Err(wrong(object, "expected an object, {…}"));
        }
        let members = object.members();
        let mut wrongs = Wrongs::default();
        for (name, value) in members.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            let what = format!("unknown field `{name}`, expected one of {}", known.join(", "));
            wrongs.add(wrong(value, &what));
        }
        Ok((Self { object, members }, wrongs))
    }

    pub(super) fn find(&self, name: &str) -> Option<&Json> {
        self.members.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    pub(super) fn needed(&self, name: &str) -> Read<&Json> {
        // What is missing is told at the end of the object, where it can be added.
        let end = self.object.span().end.saturating_sub(1);
        self.find(name).ok_or_else(|| Wrong::at(end, format!("missing field `{name}`")))
    }

    fn items(&self, name: &str) -> Vec<Json> {
        self.find(name).map(Json::items).unwrap_or_default()
    }

    fn list<T>(&self, name: &str, read: impl Fn(&Json) -> Read<T>) -> Read<Vec<T>> {
        match self.find(name) {
            Some(list) => each(&array(list)?, read),
            None => Ok(Vec::new()),
        }
    }
}

fn array(json: &Json) -> Read<Vec<Json>> {
    match json.kind() {
        Kind::Array => Ok(json.items()),
        _ => Err(wrong(json, "expected a list, […]")),
    }
}

pub(super) fn ruled<T>(json: &Json, read: impl Fn(&str) -> Result<T, &'static str>) -> Read<T> {
    read(&text(json)?).map_err(|rule| wrong(json, rule))
}

fn text(json: &Json) -> Read<String> {
    json.string().ok_or_else(|| wrong(json, "expected a string, \"…\""))
}

// A pointer: one function for all rules, and not a copy for each.
pub(super) fn checked(json: &Json, rule: &'static str, fits: fn(&str) -> bool) -> Read<String> {
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

fn fitting(fields: &Fields<'_>, orgs: Vec<TenantPart>) -> Read<Vec<TenantPart>> {
    let length: usize = orgs.iter().map(|org| org.as_str().len() + 1).sum();
    let list = fields.find("orgs").unwrap_or(fields.object);
    if length > LONGEST {
        return Err(wrong(list, "\"orgs\" are together longer than one header takes (255)"));
    }
    Ok(orgs)
}
