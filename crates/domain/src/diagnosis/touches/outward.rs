//! Where a task's configuration reaches out to: recipients and hosts.
//!
//! Source: Zuora workflow task configuration (2026): `Callout`, `AsynchronousCallout`, `Email`,
//! `Approval`, `Upload::SFTP`.

use std::borrow::Cow;

use super::Thing;
use super::found::{Found, Mention};
use crate::diagnosis::cause::Certainty;
use crate::diagnosis::evidence::find;
use crate::diagnosis::request::{bare, host_of};
use crate::diagnosis::spot::{Part, Spot, Step};
use crate::payload::{Json, Kind};

/// So many recipients of one list are looked at.
const MOST: usize = 10_000;
/// Lists of recipients below `email`.
const EMAIL: [&str; 3] = ["to", "cc", "bcc"];
/// Lists of recipients of their own.
const LISTS: [&str; 3] = ["approver_emails", "email_approver_emails", "emails"];
/// Addresses of services.
const URLS: [&str; 4] = ["url", "polling_url", "slackEndpoint", "endpoint"];
/// Names of servers.
const SERVERS: [&str; 3] = ["host", "hostname", "server"];

/// Adds what the parameters name.
pub(super) fn add(parameters: &Json, found: &mut Found<'_>) {
    let members = parameters.members();
    if let Some(email) = find(&members, "email").filter(|email| email.kind() == Kind::Object) {
        let email = email.members();
        for key in EMAIL {
            recipients(find(&email, key), &["email", key], found);
        }
    }
    for key in LISTS {
        recipients(find(&members, key), &[key], found);
    }
    for key in URLS {
        let url = find(&members, key).and_then(Json::string);
        host(url.as_deref().and_then(host_of), key, found);
    }
    for key in SERVERS {
        let server = find(&members, key).and_then(Json::string);
        host(server.as_deref().and_then(|server| bare(server.trim())), key, found);
    }
}

fn recipients(list: Option<&Json>, keys: &[&str], found: &mut Found<'_>) {
    let Some(list) = list else { return };
    let spot = Spot::new(Part::Parameters, keys);
    if list.kind() == Kind::Text {
        return recipient(list, || spot, found);
    }
    for (place, item) in list.items().iter().take(MOST).enumerate() {
        recipient(item, || spot.clone().then(Step::Item(place)), found);
    }
}

/// An address, or Liquid for one; `*` stands for everyone and is nobody.
fn recipient(item: &Json, spot: impl FnOnce() -> Spot, found: &mut Found<'_>) {
    let Some(text) = item.string() else { return };
    let text = text.trim();
    if text.is_empty() || text == "*" {
        return;
    }
    let certainty = if text.contains("{{") { Certainty::Possible } else { Certainty::Certain };
    let mention = Mention { number: Some(Cow::Owned(text.to_owned())), ..Mention::default() };
    found.mention(Thing::Recipient, &mention, certainty, spot);
}

fn host(host: Option<&str>, key: &str, found: &mut Found<'_>) {
    if let Some(host) = host {
        let spot = || Spot::new(Part::Parameters, &[key]);
        mention_host(Cow::Owned(host.to_owned()), Certainty::Certain, spot, found);
    }
}

/// Adds a host, apart by whether it is Zuora's.
pub(super) fn mention_host<'a>(
    host: Cow<'a, str>,
    certainty: Certainty,
    spot: impl FnOnce() -> Spot,
    found: &mut Found<'a>,
) {
    let name = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let zuora = name == "zuora.com" || name.ends_with(".zuora.com");
    let thing = if zuora { Thing::ZuoraHost } else { Thing::Host };
    let mention = Mention { number: Some(host), ..Mention::default() };
    found.mention(thing, &mention, certainty, spot);
}
