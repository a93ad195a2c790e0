//! Opens the database, and brings an older one up to date.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::script::{call, get, name, object, set, settled};

/// Name of the database.
pub const NAME: &str = "reprise-journal";

/// Version of the database's stores. A higher one belongs to a newer Reprise.
pub(super) const SCHEMA: u32 = 1;

/// From one version of the stores to the next.
type Step = fn(&JsValue) -> Result<(), JsValue>;

/// The first step makes version 1 out of nothing. One that was released never changes: what
/// comes later is a step of its own.
const STEPS: [Step; SCHEMA as usize] = [create_stores];

/// One record an intent: how long its story is, and the lock that it holds.
pub(super) const INTENTS: &str = "intents";

/// All stories, only ever added to.
pub(super) const EVENTS: &str = "events";

/// Opens the database: a newer one as it is, to be read.
pub(super) async fn open(database: &'static str) -> Result<JsValue, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    if factory.is_falsy() {
        return Err(object(&[("name", "NotSupportedError".into())]));
    }
    let (database, schema) = (database.into(), SCHEMA.into());
    let (ours, whichever) = ([&database, &schema], [&database]);
    let mut version: &[&JsValue] = &ours;
    loop {
        match opened(&call(&factory, "open", version)?).await {
            Err(error) if name(&error) == "VersionError" => version = &whichever,
            result => return result,
        }
    }
}

async fn opened(request: &JsValue) -> Result<JsValue, JsValue> {
    let event = settled(request, &["success", "upgradeneeded"], "error").await?;
    let connection = get(request, "result");
    // As soon as another tab wants to change or delete the database, we let go of it.
    let close = call(&get(&connection, "close"), "bind", &[&connection])?;
    set(&connection, "onversionchange", &close);
    // Only the event that asks for an upgrade tells from where.
    if let Some(from) = get(&event, "oldVersion").as_f64() {
        if let Err(error) = upgrade(&connection, from) {
            // Else the half of it would be kept as if it were the whole.
            let _aborted = call(&get(request, "transaction"), "abort", &[]);
            return Err(error);
        }
        settled(request, &["success"], "error").await?;
    }
    Ok(connection)
}

/// Takes the steps that are missing; a database that is not there yet has version 0.
fn upgrade(connection: &JsValue, from: f64) -> Result<(), JsValue> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an old version is a whole number below ours"
    )]
    let taken = from as usize;
    STEPS.iter().skip(taken).try_for_each(|step| step(connection))
}

fn create_stores(connection: &JsValue) -> Result<(), JsValue> {
    let by_key = object(&[("keyPath", "key".into())]);
    let numbered = object(&[("autoIncrement", true.into())]);
    let unique = object(&[("unique", true.into())]);
    let intents = call(connection, "createObjectStore", &[&INTENTS.into(), &by_key])?;
    call(&intents, "createIndex", &[&"active".into(), &"active".into(), &unique])?;
    call(connection, "createObjectStore", &[&EVENTS.into(), &numbered])?;
    Ok(())
}
