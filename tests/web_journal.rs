//! The journal's keeper over the IndexedDB of a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, reason = "what cannot be set up fails the test")]

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use reprise_browser::journal::{Journal, persist, persisted};
use reprise_domain::journal::{Append, AppendTrouble, JournalTrouble, Kept};
use reprise_domain::rerun::key::IdempotencyKey;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn append(key: u128, expected: u32, entry: &str, lock: Option<&str>) -> Append {
    let (entry, lock) = (entry.to_owned(), lock.map(str::to_owned));
    Append { key: IdempotencyKey::from_chance(key), expected, entry, lock }
}

fn not_written(trouble: JournalTrouble) -> Result<(), AppendTrouble> {
    Err(AppendTrouble::Journal(trouble))
}

async fn entries(journal: &Journal) -> Vec<String> {
    let kept = journal.read().await.expect("a journal that can be read");
    kept.rows.into_iter().map(|row| row.entry).collect()
}

/// Runs a script beside the keeper, as another tab or another version would.
async fn script(body: &str) -> JsValue {
    const HELP: &str = "
        const done = (request) => new Promise((good, bad) => {
            request.onsuccess = () => good(request.result), request.onerror = () => bad(request.error);
        });
        const open = (name, version, upgrade) => {
            const request = indexedDB.open(name, version);
            return request.onupgradeneeded = () => upgrade?.(request.result), done(request);
        };";
    let run = Function::new_no_args(&format!("{HELP} return (async () => {{ {body} }})()"));
    let promise: Promise = run.call0(&JsValue::NULL).expect("a script").unchecked_into();
    JsFuture::from(promise).await.expect("a script that runs")
}

async fn text(body: &str) -> String {
    script(body).await.as_string().expect("a text")
}

/// Reads something of all records of the intents.
async fn intents(database: &str, read: &str) -> String {
    text(&format!(
        "const transaction = (await open('{database}')).transaction('intents');
         const all = await done(transaction.objectStore('intents').getAll());
         return JSON.stringify({read});"
    ))
    .await
}

/// Puts a function of the browser in the place of its own until `restore` is called.
async fn replace(place: &str, name: &str, by: &str) {
    let _own = script(&format!(
        "const own = Object.getOwnPropertyDescriptor({place}, '{name}');
         globalThis.restore = () => Object.defineProperty({place}, '{name}', own);
         Object.defineProperty({place}, '{name}', {{ configurable: true, {by} }});"
    ))
    .await;
}

async fn restore() {
    let _restored = script("restore()").await;
}

#[wasm_bindgen_test]
async fn entries_come_back_in_order_to_whoever_opens_the_journal_later() {
    let journal = Journal::new("order");
    assert_eq!(journal.read().await, Ok(Kept::default()));
    for (key, expected, entry) in [(1, 0, "a"), (2, 0, "b"), (1, 1, "c"), (1, 2, "ä\u{1f600}")] {
        assert_eq!(journal.append(&append(key, expected, entry, None)).await, Ok(()));
    }
    let later = Journal::new("order");
    assert_eq!(entries(&later).await, ["a", "b", "c", "ä\u{1f600}"]);
    let Kept { rows, is_newer } = later.read().await.expect("rows");
    assert!(!is_newer);
    let second = IdempotencyKey::from_chance(2);
    assert!(rows.get(1).is_some_and(|row| row.key == second.as_str()));
    assert_eq!(later.append(&append(2, 1, "d", None)).await, Ok(()));
    assert_eq!(entries(&journal).await.len(), 5);
}

#[wasm_bindgen_test]
async fn who_does_not_know_the_whole_story_writes_nothing() {
    let journal = Journal::new("behind");
    assert_eq!(journal.append(&append(1, 1, "early", None)).await, Err(AppendTrouble::Behind));
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, Ok(()));
    for expected in [0, 2] {
        let late = append(1, expected, "late", Some("lock"));
        assert_eq!(journal.append(&late).await, Err(AppendTrouble::Behind));
    }
    assert_eq!(entries(&journal).await, ["a"]);
    assert_eq!(journal.append(&append(2, 0, "b", Some("lock"))).await, Ok(()));
}

#[wasm_bindgen_test]
async fn a_lock_is_held_by_one_intent_until_it_is_given_back() {
    let journal = Journal::new("taken");
    assert_eq!(journal.append(&append(1, 0, "a", Some("task"))).await, Ok(()));
    let second = append(2, 0, "b", Some("task"));
    assert_eq!(journal.append(&second).await, Err(AppendTrouble::Taken));
    assert_eq!(entries(&journal).await, ["a"]);
    assert_eq!(journal.append(&append(3, 0, "c", Some("other"))).await, Ok(()));
    assert_eq!(journal.append(&append(1, 1, "d", Some("task"))).await, Ok(()));
    assert_eq!(journal.append(&append(1, 2, "e", None)).await, Ok(()));
    // Had anything of the refused one been written, it would be behind now.
    assert_eq!(journal.append(&second).await, Ok(()));
    assert_eq!(entries(&journal).await, ["a", "c", "d", "e", "b"]);
    let held = "all.map(({ seq, ...rest }) => [seq, rest.active, 'active' in rest]).sort()";
    let expected = r#"[[1,"other",true],[1,"task",true],[3,null,false]]"#;
    assert_eq!(intents("taken", held).await, expected);
}

/// How two appends end that start at the same time, from two connections.
async fn at_once(appends: [(&Journal, Append); 2]) -> Vec<String> {
    let start = |(journal, append): (&Journal, Append)| {
        let journal = journal.clone();
        future_to_promise(async move { Ok(format!("{:?}", journal.append(&append).await).into()) })
    };
    let both: Array = appends.map(start).iter().collect();
    let both = JsFuture::from(Promise::all(&both)).await.expect("both to end");
    Array::from(&both).iter().filter_map(|end| end.as_string()).collect()
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_race_for_a_task_exactly_one_wins() {
    let (one, other) = (Journal::new("race"), Journal::new("race"));
    for round in 0..200_u128 {
        let (first, second) = (2 * round, 2 * round + 1);
        // Each tab starts first every other time.
        let tabs = if round % 2 == 0 { [&one, &other] } else { [&other, &one] };
        let ask = |key| append(key, 0, "asked", Some("task"));
        let ends = at_once([(tabs[0], ask(first)), (tabs[1], ask(second))]).await;
        let won = |end: &String| end == "Ok(())";
        assert!(ends.iter().any(won) && ends.contains(&"Err(Taken)".to_owned()), "{ends:?}");
        let winner = if ends.first().is_some_and(won) { first } else { second };
        assert_eq!(one.append(&append(winner, 1, "given back", None)).await, Ok(()));
    }
    assert_eq!(entries(&other).await.len(), 400);
    let same = |entry| append(999, 0, entry, None);
    let ends = at_once([(&one, same("a")), (&other, same("b"))]).await;
    assert!(ends.contains(&"Err(Behind)".to_owned()), "{ends:?}");
}

#[wasm_bindgen_test]
async fn a_new_database_is_brought_from_version_0_to_1() {
    let journal = Journal::new("stores");
    assert_eq!(journal.read().await, Ok(Kept::default()));
    let shape = "const database = await open('stores');
        const transaction = database.transaction(database.objectStoreNames);
        const [events, intents] = ['events', 'intents'].map((name) => transaction.objectStore(name));
        const { keyPath, unique } = intents.index('active');
        return JSON.stringify([database.version, [...database.objectStoreNames], intents.keyPath,
            keyPath, unique, events.autoIncrement, events.keyPath]);";
    let expected = r#"[1,["events","intents"],"key","active",true,true,null]"#;
    assert_eq!(text(shape).await, expected);
}

#[wasm_bindgen_test]
async fn a_newer_journal_is_read_and_never_written() {
    let newer = "const make = (database) => {
            const events = database.createObjectStore('events', { autoIncrement: true });
            events.add({ v: 2, key: 'k', seq: 1, entry: 'later', more: 1 });
        };
        (await open('newer', 2, make)).close();";
    let (_made, journal) = (script(newer).await, Journal::new("newer"));
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, not_written(JournalTrouble::Newer));
    assert_eq!(entries(&journal).await, ["later"]);
    assert!(journal.read().await.is_ok_and(|kept| kept.is_newer));
}

#[wasm_bindgen_test]
async fn the_journal_makes_way_for_a_newer_version() {
    let journal = Journal::new("upgraded");
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, Ok(()));
    let _newer = script("(await open('upgraded', 2)).close()").await;
    assert_eq!(journal.append(&append(1, 1, "b", None)).await, not_written(JournalTrouble::Newer));
    assert_eq!(entries(&journal).await, ["a"]);
}

#[wasm_bindgen_test]
async fn a_database_that_is_deleted_under_us_is_made_anew() {
    let journal = Journal::new("deleted");
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, Ok(()));
    let _deleted = script("await done(indexedDB.deleteDatabase('deleted'))").await;
    assert_eq!(journal.append(&append(1, 1, "b", None)).await, Err(AppendTrouble::Replaced));
    assert_eq!(entries(&journal).await, [""; 0]);
    assert_eq!(journal.append(&append(1, 0, "c", None)).await, Ok(()));
    assert_eq!(entries(&journal).await, ["c"]);
}

#[wasm_bindgen_test]
async fn a_story_that_only_happens_to_be_as_long_is_not_gone_on_with() {
    let (journal, other) = (Journal::new("exchanged"), Journal::new("exchanged"));
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, Ok(()));
    let _deleted = script("await done(indexedDB.deleteDatabase('exchanged'))").await;
    assert_eq!(other.append(&append(1, 0, "x", None)).await, Ok(()));
    for _ in ["at once", "and once more"] {
        assert_eq!(journal.append(&append(1, 1, "b", None)).await, Err(AppendTrouble::Replaced));
    }
    assert_eq!(entries(&journal).await, ["x"]);
    assert_eq!(journal.append(&append(1, 1, "b", None)).await, Ok(()));
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_blocks_the_journal_until_it_does() {
    let hold = "globalThis.held = await open('blocked'); indexedDB.deleteDatabase('blocked');";
    let _held = script(hold).await;
    let journal = Journal::new("blocked");
    let entry = append(1, 0, "a", None);
    assert_eq!(journal.append(&entry).await, not_written(JournalTrouble::Blocked));
    let _let_go = script("held.close()").await;
    assert_eq!(journal.append(&entry).await, Ok(()));
    assert_eq!(entries(&journal).await, ["a"]);
}

#[wasm_bindgen_test]
async fn fields_that_we_do_not_know_are_kept() {
    let journal = Journal::new("fields");
    assert_eq!(journal.append(&append(1, 0, "a", Some("task"))).await, Ok(()));
    let add = "const transaction = (await open('fields')).transaction('intents', 'readwrite');
        const [intent] = await done(transaction.objectStore('intents').getAll());
        await done(transaction.objectStore('intents').put({ ...intent, later: { deep: [1] } }));";
    let _added = script(add).await;
    assert_eq!(journal.append(&append(1, 1, "b", None)).await, Ok(()));
    let read = "all.map(({ v, seq, active, later }) => [v, seq, active, later])";
    assert_eq!(intents("fields", read).await, r#"[[1,2,null,{"deep":[1]}]]"#);
}

#[wasm_bindgen_test]
async fn what_is_written_is_asked_to_be_on_the_disk() {
    let by = "value(...given) {
        const transaction = own.value.apply(this, given);
        (globalThis.begun ??= []).push([transaction.mode, transaction.durability]);
        return transaction;
    }";
    let journal = Journal::new("strict");
    replace("IDBDatabase.prototype", "transaction", by).await;
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, Ok(()));
    restore().await;
    assert_eq!(text("return JSON.stringify(begun)").await, r#"[["readwrite","strict"]]"#);
}

#[wasm_bindgen_test]
async fn no_room_is_told_from_other_troubles_and_leaves_nothing_behind() {
    let journal = Journal::new("full");
    let entry = append(1, 0, "a", Some("task"));
    let data = JournalTrouble::Unavailable("DataError".to_owned());
    for (name, trouble) in [("QuotaExceededError", JournalTrouble::Full), ("DataError", data)] {
        // Thrown after the intent's record has been put.
        let by = format!("value() {{ throw new DOMException('secret', '{name}') }}");
        replace("IDBObjectStore.prototype", "add", &by).await;
        assert_eq!(journal.append(&entry).await, not_written(trouble));
        restore().await;
    }
    // Found out when the browser commits: the transaction aborts, no request fails.
    let late = "value() { this.abort(); Object.defineProperty(this, 'error',
        { value: new DOMException('', 'QuotaExceededError') }); }";
    replace("IDBTransaction.prototype", "commit", late).await;
    assert_eq!(journal.append(&entry).await, not_written(JournalTrouble::Full));
    restore().await;
    assert_eq!(entries(&journal).await, Vec::<String>::new());
    assert_eq!(journal.append(&entry).await, Ok(()));
}

#[wasm_bindgen_test]
async fn a_browser_without_storage_says_so_in_its_own_word() {
    let journal = Journal::new("nothing");
    let refused = "get() { throw new DOMException('', 'SecurityError') }";
    for (by, name) in [(refused, "SecurityError"), ("value: undefined", "NotSupportedError")] {
        replace("window", "indexedDB", by).await;
        let expected = JournalTrouble::Unavailable(name.to_owned());
        assert_eq!(journal.read().await, Err(expected.clone()));
        assert_eq!(journal.append(&append(1, 0, "a", None)).await, not_written(expected));
        restore().await;
    }
    assert_eq!(journal.append(&append(1, 0, "a", None)).await, Ok(()));
}

#[wasm_bindgen_test]
async fn other_tabs_hear_that_something_was_written_and_no_more() {
    let (here, there) = (Journal::new("heard"), Journal::new("heard"));
    let count = |journal: &Journal| {
        let heard = Rc::new(Cell::new(0));
        let count = Rc::clone(&heard);
        journal.on_written_elsewhere(move || count.set(count.get() + 1));
        heard
    };
    let (own, others) = (count(&here), count(&there));
    let listen = "new BroadcastChannel('heard').onmessage = ({ data }) => messages.push(data);";
    let _listening = script(&format!("globalThis.messages = []; {listen}")).await;
    assert_eq!(here.append(&append(1, 0, "a", None)).await, Ok(()));
    assert_eq!(here.append(&append(1, 0, "a", None)).await, Err(AppendTrouble::Behind));
    let _heard =
        script("while (!messages.length) await new Promise((go) => setTimeout(go, 5));").await;
    assert_eq!((own.get(), others.get()), (0, 1));
    let key = IdempotencyKey::from_chance(1);
    assert_eq!(text("return messages.join()").await, key.as_str());
}

#[wasm_bindgen_test]
async fn the_browser_tells_whether_it_keeps_what_is_stored() {
    assert!(persisted().await.is_some() && persist().await.is_some());
    replace("StorageManager.prototype", "persist", "value: undefined").await;
    assert_eq!(persist().await, None);
    restore().await;
}
