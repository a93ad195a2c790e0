//! What a practice tenant says of itself: which tasks show which fault.

use std::sync::Arc;

use reprise_domain::payload::Json;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// One fault that the sandbox shows on demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PracticeFault {
    /// The task that shows it.
    pub(crate) task_id: u64,
    /// Its name.
    pub(crate) title: String,
    /// What happens.
    pub(crate) detail: String,
}

/// Asks the sandbox for its faults; none where there is no sandbox.
pub(crate) async fn practice_faults() -> Vec<PracticeFault> {
    read().await.unwrap_or_default()
}

async fn read() -> Option<Vec<PracticeFault>> {
    let answer = web_sys::window()?.fetch_with_str("/_sandbox/faults");
    let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    let json = response.headers().get("content-type").ok()??.contains("json");
    if !response.ok() || !json {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let list = Json::parse(&Arc::from(text)).ok()?;
    Some(list.items().iter().filter_map(fault).collect())
}

fn fault(told: &Json) -> Option<PracticeFault> {
    let text = |name| told.member(name)?.string();
    Some(PracticeFault {
        task_id: told.member("task_id")?.whole_number()?,
        title: text("title")?,
        detail: text("detail")?,
    })
}
