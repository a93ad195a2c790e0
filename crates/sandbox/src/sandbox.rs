//! The sandbox itself: the way of one request through all of it.

use crate::answer::{Answer, e3, unknown_path};
use crate::api::{self, Call, Operation};
use crate::calendar::{Day, http_date, iso};
use crate::faults::stopped_before_store;
use crate::form::Form;
use crate::idempotency::{KeyStore, Purpose};
use crate::manners::Manners;
use crate::records::{Execution, RequestLog};
use crate::reply::Reply;
use crate::request_headers::{idempotency_key, track_id};
use crate::seed::Seed;
use crate::signed::add_token_limit;
use crate::tenancy::{ENTITIES, Scope};
use crate::tenant::Tenant;
use crate::token::{Tokens, client_of_gateway};
use crate::way_in::{TenantName, WayIn};
use http::header::{DATE, HeaderValue};
use http::{Request, StatusCode};

/// How a sandbox is set up.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The day at whose start the seed ends. The same anchor gives the same bytes.
    pub anchor: Day,
    /// Multiplies the durations of tasks: 1 is about 0.8 s queued and 2.5 s processing.
    pub pace: f64,
    /// Whether `/api/…` demands a bearer token too, instead of adding the credential itself.
    pub api_needs_token: bool,
    /// How it behaves where no document says how Zuora does.
    pub manners: Manners,
}

impl Settings {
    /// Pace 1, credential added, anchored at this day, of the usual manners.
    #[must_use]
    pub fn anchored(anchor: Day) -> Self {
        Self { anchor, pace: 1.0, api_needs_token: false, manners: Manners::default() }
    }

    /// The same with other manners.
    #[must_use]
    pub const fn behaving(self, manners: Manners) -> Self {
        Self { manners, ..self }
    }
}

/// Two Zuora tenants with two entities each.
#[derive(Debug)]
pub struct Sandbox {
    pub(crate) settings: Settings,
    pub(crate) executions: Vec<Execution>,
    pub(crate) requests: RequestLog,
    pub(crate) forward_ms: i64,
    /// Whether the user may rerun: the permission Workflow Run Access.
    pub(crate) may_rerun: bool,
    seed: Seed,
    tenants: Vec<Tenant>,
    keys: KeyStore,
    tokens: Tokens,
    pub(crate) draws: u64,
}

impl Sandbox {
    /// A sandbox as its seed has it.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let seed = Seed::grown(settings.anchor);
        Self {
            settings,
            executions: Vec::new(),
            requests: RequestLog::default(),
            forward_ms: 0,
            may_rerun: true,
            tenants: TenantName::ALL
                .map(|name| Tenant::seeded(name, &seed, settings.manners))
                .into(),
            seed,
            keys: KeyStore::default(),
            tokens: Tokens::default(),
            draws: 0,
        }
    }

    /// Answers one request. `now_ms` is the time in milliseconds since 1970-01-01 UTC; it must
    /// not go back from one call to the next.
    pub fn exchange(&mut self, request: &Request<Vec<u8>>, now_ms: i64) -> Reply {
        let now = now_ms + self.forward_ms;
        if request.uri().path().starts_with("/_sandbox") {
            return Reply::whole(self.control(request, now));
        }
        let mut reply = self.serve(request, now);
        if let Ok(date) = HeaderValue::from_str(&http_date(now)) {
            reply.response.headers_mut().insert(DATE, date);
        }
        self.requests.add(request, iso(now), reply.response.status().as_u16());
        reply
    }

    /// Every execution that a rerun ordered since the start or the last reset, oldest first.
    #[must_use]
    pub fn executions(&self) -> &[Execution] {
        &self.executions
    }

    /// Brings back the seed: tasks, keys, tokens, executions, requests and the clock.
    pub(crate) fn reset(&mut self) {
        let manners = self.settings.manners;
        self.tenants = TenantName::ALL.map(|name| Tenant::seeded(name, &self.seed, manners)).into();
        self.may_rerun = true;
        self.keys = KeyStore::default();
        self.tokens = Tokens::default();
        self.executions.clear();
        self.requests = RequestLog::default();
        self.forward_ms = 0;
    }

    fn serve(&mut self, request: &Request<Vec<u8>>, now: i64) -> Reply {
        let mut chance = self.chance(now);
        let (known, path) = match WayIn::of(request.uri().path()) {
            WayIn::Gateway { tenant, path } => (Some(tenant), path),
            WayIn::Root { path } => (None, path),
            WayIn::Nowhere => return Reply::whole(unknown_path()),
        };
        if path == "/oauth/token" && *request.method() == http::Method::POST {
            let mut answer = self.tokens.issue(request.body(), known, now, &mut chance);
            add_token_limit(&mut answer);
            return Reply::whole(self.signed(answer, request, None, now));
        }
        let needs_token = known.is_none() || self.settings.api_needs_token;
        let holder = self.tokens.holder_of(request.headers(), now);
        let own = known.map(|tenant| (tenant, client_of_gateway(tenant)));
        let holder = if needs_token { holder } else { own };
        let holder = holder.filter(|(tenant, _)| known.is_none_or(|known| known == *tenant));
        let Some(holder @ (tenant, _)) = holder else {
            let answer = e3(StatusCode::UNAUTHORIZED, "Authentication error");
            return Reply::whole(self.signed(answer, request, None, now));
        };
        match self.operate(holder, path, request, now) {
            Ok(reply) => reply,
            Err(refusal) => Reply::whole(self.signed(*refusal, request, Some(tenant), now)),
        }
    }

    fn operate(
        &mut self,
        (tenant, client): (TenantName, &str),
        path: &str,
        request: &Request<Vec<u8>>,
        now: i64,
    ) -> Result<Reply, Box<Answer>> {
        let (pace, manners) = (self.settings.pace, self.settings.manners);
        let key = idempotency_key(request.method(), request.headers())?;
        track_id(request.headers())?;
        let scope = Scope::read(request.headers())?;
        let query = Form::parse(request.uri().query().unwrap_or_default().as_bytes());
        let in_production = tenant == TenantName::Rehearsal;
        let call = Call { query, scope, key, now, pace, in_production };
        let nobody = || Box::new(unknown_path());
        let home = self.tenant(tenant).ok_or_else(nobody)?;
        home.count(now);
        let world = home.world(call.scope.entity).ok_or_else(nobody)?;
        world.advance(now, pace);
        let operation = Operation::of(request.method(), path);
        let Operation::RerunTask(id) = operation else {
            let writes = matches!(operation, Operation::StopRun(_));
            let world = if writes { world } else { world.as_seen(now, pace) };
            return Err(Box::new(api::answer(operation, world, &call)));
        };
        let task = id.parse().unwrap_or_default();
        if let Some(mut reply) = stopped_before_store(task, key, &mut world.fault_memory) {
            reply.response = self.signed(reply.response, request, Some(tenant), now);
            return Ok(reply);
        }
        let purpose = Purpose {
            tenant: (tenant.as_str(), call.scope.entity),
            method: request.method().clone(),
            url: match request.uri().query() {
                Some(query) => format!("{path}?{query}"),
                None => path.to_owned(),
            },
        };
        let stored = key.and_then(|key| manners.keys.stored_as(key, client));
        let stored = stored.map(|key| (key, purpose));
        if let Some((key, purpose)) = &stored
            && let Some(saved) = self.keys.recall(key, purpose, now)
        {
            return Ok(Reply::whole(self.signed_if_new(saved, request, tenant, now)));
        }
        Ok(self.rerun(id, tenant, stored, request, &call))
    }

    /// Runs what the key store let through, and saves what it answers under the name by which the
    /// store knows the key.
    fn rerun(
        &mut self,
        id: &str,
        tenant: TenantName,
        stored: Option<(String, Purpose)>,
        request: &Request<Vec<u8>>,
        call: &Call<'_>,
    ) -> Reply {
        let (entity, may_rerun) = (call.scope.entity, self.may_rerun);
        let Some(world) = self.tenant(tenant).and_then(|home| home.world(entity)) else {
            return Reply::whole(unknown_path());
        };
        let course = api::rerun_task(world, id, call, may_rerun);
        if course.runs {
            self.executions.push(Execution {
                task_id: id.parse().unwrap_or_default(),
                key: call.key.map(ToOwned::to_owned),
                tenant: tenant.as_str(),
                entity: ENTITIES.get(entity).map_or("", |entity| entity.id),
                at: iso(call.now),
            });
        }
        let answer = course.answer.unwrap_or_else(unknown_path);
        let answer = self.signed(answer, request, Some(tenant), call.now);
        if let Some((key, purpose)) = stored {
            self.keys.save(&key, purpose, call.now, course.hold, answer.clone());
        }
        let response = match course.first {
            Some(first) => self.signed(first, request, Some(tenant), call.now),
            None => answer,
        };
        Reply { response, delivery: course.delivery }
    }

    pub(crate) fn tenant(&mut self, name: TenantName) -> Option<&mut Tenant> {
        self.tenants.iter_mut().find(|tenant| tenant.name == name)
    }
}
