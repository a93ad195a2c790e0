//! What may be ordered about a rerun, and whether anything came of it.

use reprise_domain::desk::Event;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::Order;
use wasm_bindgen::JsValue;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::intent;

/// What was found, and by whom.
pub(crate) type Said = (String, Option<String>);

/// Makes the event of an order about a rerun; nothing where there is no chance to name it by.
pub(crate) type Told = Box<dyn FnOnce(IdempotencyKey) -> Option<Event>>;

/// Gives an order about a rerun, if it may be given now, and waits for what comes of it.
pub(crate) async fn give(
    desk: &Desk,
    key: IdempotencyKey,
    order: Order,
    word: Option<Said>,
    event: Told,
) -> Result<JsValue, Fault> {
    awake(desk).await?;
    allowed(desk, &key, order).map_err(|fault| about(desk, &key, fault))?;
    if let Some((note, by)) = word {
        if note.trim().is_empty() {
            let fault = Fault::new("no-note", "Write down what was seen, and where.");
            return Err(about(desk, &key, fault));
        }
        desk.seat(by);
    }
    let before = desk.rerun(&key, Rerun::own_attempts).unwrap_or(0);
    if let Some(event) = event(key.clone()) {
        desk.dispatch(event);
    }
    desk.read_out(&key).await;
    desk.rest(&key).await;
    let undone = desk.rerun(&key, |rerun| undone(rerun, order, before)).flatten();
    undone.map_or_else(|| Ok(key.as_str().into()), |fault| Err(about(desk, &key, fault)))
}

/// Reads the task of a rerun for evidence.
pub(crate) async fn check(desk: &Desk, key: IdempotencyKey) -> Result<JsValue, Fault> {
    awake(desk).await?;
    desk.dispatch(Event::CheckAsked(key.clone()));
    desk.read_out(&key).await;
    desk.rest(&key).await;
    match desk.rerun(&key, unread).ok_or_else(no_such)? {
        Some(fault) => Err(about(desk, &key, fault)),
        None => Ok(key.as_str().into()),
    }
}

pub(crate) fn known(key: &str) -> Result<IdempotencyKey, Fault> {
    IdempotencyKey::read(key).ok_or_else(no_such)
}

fn no_such() -> Fault {
    Fault::new("no-such-rerun", "No rerun of this journal has that key.")
}

/// Whether an order may be given now.
fn allowed(desk: &Desk, key: &IdempotencyKey, order: Order) -> Result<(), Fault> {
    let why = desk.look(|model| Some(intent::why_not(model, model.rerun(key)?, order)));
    match why {
        None => Err(no_such()),
        Some(Some(None)) => Ok(()),
        Some(Some(Some(why))) => Err(Fault::new("not-now", &why)),
        Some(None) => {
            Err(Fault::new("beside", "There is nothing to do with it as this rerun stands."))
        }
    }
}

/// Reads the journal before something is decided, unless the desk is closed by then.
pub(crate) async fn awake(desk: &Desk) -> Result<(), Fault> {
    desk.catch_up().await;
    still_open(desk)
}

pub(crate) fn still_open(desk: &Desk) -> Result<(), Fault> {
    if desk.is_closed() {
        return Err(Fault::new("destroyed", "This Reprise was destroyed: nothing was sent."));
    }
    Ok(())
}

/// Why the latest reading of a rerun's task failed, if it did.
fn unread(rerun: &Rerun) -> Option<Fault> {
    let what = format!("task {}", rerun.followed_task());
    rerun.trouble.as_ref().map(|trouble| Fault::of_trouble(trouble, &what))
}

/// Why nothing came of an order: the reading that must come first failed, or spoke against it.
fn undone(rerun: &Rerun, order: Order, before: usize) -> Option<Fault> {
    let is_done = match order {
        Order::Check => true,
        // A reading that shows what became of it is better than an answer.
        Order::Send | Order::SendOnceMore => {
            rerun.own_attempts() > before || rerun.stage.is_terminal()
        }
        Order::LetBe | Order::NotRun | Order::Ran => rerun.closing.is_some(),
    };
    let against =
        || Fault::new("not-now", "What was read now speaks against it. Look at the rerun.");
    (!is_done).then(|| unread(rerun).unwrap_or_else(against))
}

/// A fault about a rerun tells whether the task may have run by it.
fn about(desk: &Desk, key: &IdempotencyKey, fault: Fault) -> Fault {
    let may_have_run = desk.rerun(key, |rerun| rerun.stage.may_have_run());
    Fault {
        may_have_run: may_have_run.unwrap_or(false),
        key: may_have_run.map(|_| key.to_string()),
        ..fault
    }
}
