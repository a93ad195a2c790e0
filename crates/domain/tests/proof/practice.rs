//! The proofs that the practice tenant's `config.json` carries are genuine: made here.

#![allow(clippy::unwrap_used, reason = "a broken test may panic")]
#![allow(clippy::print_stdout, reason = "a test prints what belongs into the file")]

use crate::administrator::{Administrator, Zeal, plan};
use reprise_domain::config::Config;
use reprise_domain::proof::standing::Keys;
use reprise_domain::tenancy::EnvironmentId;
use reprise_domain::time::UnixMillis;
use reprise_sandbox::Manners;

const CONFIG: &str = include_str!("../../../../config.json");

#[test]
fn the_proofs_of_the_practice_tenant_are_those_that_the_course_makes() {
    let config = Config::parse(CONFIG).unwrap();
    let mut wrong = Vec::new();
    for (id, api) in [("sandbox", "/api/sandbox"), ("production", "/api/production")] {
        let environment = config.environment(id).unwrap();
        let mut plan = plan(&["gateway"], 20);
        plan.tenancy.environment = EnvironmentId::try_from(id.to_owned()).unwrap();
        plan.tenant = environment.tenant.clone().unwrap();
        plan.gateway = api.to_owned();
        let mut keeper = Administrator::of(Manners::default());
        (keeper.api, keeper.zeal) = (api, Zeal::Everything);
        let course = keeper.prove(plan);
        let made = course.record().unwrap().to_json();
        // When the core or the tenant has changed: put this into config.json.
        println!("The proof of {id}, as it is made today:\n{made}");
        let recorded = match &environment.keys {
            Keys::Recorded(record) => record.to_json(),
            Keys::Unproven => String::new(),
        };
        wrong.extend((recorded != made).then_some(id));
        let late = UnixMillis(4_000_000_000_000);
        let ages = recorded == made && environment.keys_standing(late).is_err();
        assert!(!ages, "{id}");
    }
    assert!(wrong.is_empty(), "not genuine, see above: {wrong:?}");
}
