//! Which page an address asks for.

use reprise_domain::route::Route;
use wasm_bindgen_test::wasm_bindgen_test;

fn task(environment: &str, task: &str) -> Route {
    Route::Task(environment.to_owned(), task.to_owned())
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_leads_to_its_page() {
    assert_eq!(Route::read("/"), Route::Home);
    assert_eq!(Route::read("/t/us"), Route::Environment("us".to_owned()));
    assert_eq!(Route::read("/t/us/tasks"), Route::Tasks("us".to_owned()));
    assert_eq!(Route::read("/t/us/tasks/"), Route::Tasks("us".to_owned()));
    assert_eq!(Route::read("/t/us/tasks/2770"), task("us", "2770"));
    let run = Route::Run("us".to_owned(), "476".to_owned());
    assert_eq!(Route::read("/t/us/runs/476/"), run);
    assert_eq!(Route::read("/t/us/unsettled"), Route::Unsettled("us".to_owned()));
    assert_eq!(Route::read("/t/us/reruns/"), Route::Reruns("us".to_owned()));
    assert_eq!(Route::read("/t/us/proof"), Route::Proof("us".to_owned()));
    assert_eq!(Route::read("/t/us/proof").environment(), Some("us"));
    let one = Route::OneRerun("us".to_owned(), "4b1c".to_owned());
    assert_eq!(Route::read("/t/us/reruns/4b1c"), one);
    for path in
        ["/t/us/tasks/abc", "/t/us/runs/1", "/t/us/unsettled", "/t/us/reruns", "/t/us/reruns/4b1c"]
    {
        assert_eq!(Route::read(path).environment(), Some("us"), "{path}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn another_address_leads_nowhere() {
    for path in [
        "/x",
        "/t",
        "/t/us/runs",
        "/t/us/tasks/1/2",
        "/t/us/runs/1/2",
        "/t/us/unsettled/1",
        "/t/us/reruns/1/2",
        "/t/us/proof/1",
    ] {
        assert_eq!(Route::read(path), Route::Unknown, "{path}");
    }
}
