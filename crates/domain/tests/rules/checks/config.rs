//! A configuration that is taken can be used; one that is not is told with its place.

use std::collections::BTreeSet;

use reprise_domain::config::{Config, Environment};
use reprise_domain::header::LONGEST;
use reprise_domain::place::Place;

pub(crate) fn check(input: &[u8]) {
    let text = &super::pieces::text(input);
    let config = match Config::parse(text) {
        Ok(config) => config,
        Err(trouble) => {
            assert!(trouble.line > 0 && !trouble.what.is_empty(), "{trouble:?}");
            assert!(trouble.line <= text.matches('\n').count() + 1, "{trouble:?}");
            let line = text.lines().nth(trouble.line - 1).unwrap_or_default();
            assert!(line.starts_with(&trouble.excerpt), "{trouble:?}");
            assert!(trouble.excerpt.chars().count() <= 200, "{trouble:?}");
            return;
        }
    };
    assert!(config.salt.chars().count() >= 16 && !config.environments.is_empty());
    let ids: BTreeSet<_> = config.environments.iter().map(|own| own.id.as_str()).collect();
    assert_eq!(ids.len(), config.environments.len(), "an id stands twice");
    for environment in &config.environments {
        assert_eq!(config.environment(environment.id.as_str()), Some(environment));
        usable(&config, environment);
    }
}

fn usable(config: &Config, environment: &Environment) {
    let api = &environment.api;
    assert!(api.starts_with('/') && !api.ends_with('/'), "{api}");
    assert!(
        !["//", "/./", "/../", "\\", "?", "#", ":", "%"].iter().any(|odd| api.contains(odd)),
        "{api}"
    );
    assert!(!environment.label.trim().is_empty());

    let first = Place::first(environment);
    let entities: BTreeSet<_> = environment.entities.iter().map(|entity| &entity.id).collect();
    let orgs: BTreeSet<_> = environment.orgs.iter().collect();
    assert_eq!(entities.len(), environment.entities.len(), "an entity stands twice");
    assert_eq!(orgs.len(), environment.orgs.len(), "an organisation stands twice");
    let whole = first.with(first.tenancy.entity.clone(), &environment.orgs);
    assert_eq!(whole.tenancy.orgs, environment.orgs);
    let headers = whole.tenancy.headers();
    let expected = usize::from(!entities.is_empty()) + usize::from(!orgs.is_empty());
    assert_eq!(headers.len(), expected, "a choice is sent");
    assert!(headers.iter().all(|(_, value)| value.as_str().len() <= LONGEST));
    let address = whole.task(reprise_domain::id::TaskId::new(1));
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let read = Place::read(config, environment.id.as_str(), query);
    assert_eq!(read.as_ref(), Ok(&whole), "{address}");
}
