//! What an address names is what its own address names again.

use reprise_domain::config::Config;
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::place::Place;
use reprise_domain::query::{LONGEST_PAGE, TaskQuery};
use reprise_domain::rerun::filter::RerunQuery;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::route::Route;

const CONFIG: &str = r#"{"salt":"0123456789abcdef","environments":[
{"id":"a","label":"A","kind":"sandbox","api":"/api/a","auth":"gateway"},
{"id":"b","label":"B","kind":"production","api":"/api/b","auth":"token",
"entities":[{"id":"e&1","label":"E"},{"id":"e%2","label":"F"}],"orgs":["x","y+z","?"]}]}"#;

/// A path, then perhaps `?` and a query.
pub(crate) fn check(input: &[u8]) {
    let text = super::pieces::text(input);
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    let route = Route::read(path);
    assert_eq!(Route::read(&format!("{path}/")), route);
    if let Some(id) = route.environment() {
        assert!(!id.is_empty() && !id.contains('/') && path.contains(id));
    }
    let (tasks, reruns) = (tasks(query), reruns(query));
    let config = Config::parse(CONFIG).unwrap();
    for id in route.environment().into_iter().chain(["a", "b"]) {
        match Place::read(&config, id, query) {
            Ok(place) => {
                assert_eq!(place.environment.id.as_str(), id);
                leads_back(&config, &place, &tasks, &reruns);
            }
            Err(nowhere) => assert!(nowhere.to_string().chars().count() < 200, "{nowhere}"),
        }
    }
}

fn tasks(query: &str) -> TaskQuery {
    let read = TaskQuery::from_address(query);
    assert!(read.page > 0 && (1..=LONGEST_PAGE).contains(&read.page_length), "{read:?}");
    let address = read.to_address();
    assert_eq!(TaskQuery::from_address(&address), read, "{address}");
    for out in [&address, &read.to_request()] {
        assert!(out.bytes().all(|sign| sign.is_ascii_graphic() && sign != b'#'), "{out}");
    }
    assert!(read.to_request().contains("page_length="));
    read
}

fn reruns(query: &str) -> RerunQuery {
    let read = RerunQuery::from_address(query);
    let address = read.to_address();
    assert_eq!(RerunQuery::from_address(&address), read, "{address}");
    read
}

fn leads_back(config: &Config, place: &Place, tasks: &TaskQuery, reruns: &RerunQuery) {
    let id = place.environment.id.to_string();
    let own = &place.environment;
    let chosen = place.tenancy.entity.as_ref();
    assert_eq!(chosen.is_some(), !own.entities.is_empty(), "an entity is always chosen");
    assert!(chosen.is_none_or(|chosen| own.entity_label(chosen).is_some()));
    assert!(place.tenancy.orgs.iter().all(|org| own.orgs.contains(org)));
    let read = |address: &str| {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        assert_eq!(Place::read(config, &id, query).as_ref(), Ok(place), "{address}");
        (Route::read(path), query.to_owned())
    };
    let (route, query) = read(&place.tasks(tasks));
    assert_eq!(route, Route::Tasks(id.clone()));
    assert_eq!(TaskQuery::from_address(&query), *tasks);
    let (route, query) = read(&place.reruns(reruns));
    assert_eq!(route, Route::Reruns(id.clone()));
    assert_eq!(RerunQuery::from_address(&query), *reruns);
    let key = IdempotencyKey::from_chance(7);
    assert_eq!(read(&place.rerun(&key)).0, Route::OneRerun(id.clone(), key.to_string()));
    assert_eq!(read(&place.task(TaskId::new(7))).0, Route::Task(id.clone(), "7".into()));
    assert_eq!(read(&place.run(RunId::new(7))).0, Route::Run(id.clone(), "7".into()));
    assert_eq!(read(&place.tasks_of_run(RunId::new(7))).0, Route::Tasks(id.clone()));
    assert_eq!(read(&place.unsettled()).0, Route::Unsettled(id.clone()));
}
