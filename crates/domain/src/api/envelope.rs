//! The shapes in which Zuora is known to say no *before* it does anything. Whatever else says no
//! may have been written by somebody between, after the task had run.

use super::ApiReply;
use super::fault::LOCAL_MARK;
use super::web_page::looks_like_page;
use crate::payload::{Json, Kind};

/// Statuses that Zuora documents for a request that it did not carry out.
///
/// Source: Zuora API reference 2026-09-11, `POST_WorkflowsTaskRerun` and common responses; developer
/// guide, "Error handling" (2026-02-20).
const BEFORE_EXECUTION: [u16; 6] = [400, 401, 403, 404, 422, 429];

/// Whether an answer is Zuora's own "no", of a kind that it gives before execution.
///
/// | shape | source |
/// |---|---|
/// | `reasons`, `errors` or `Errors`: a list of objects, each with a text | E1, E2, E5 to E7, W1, W3, L1 |
/// | `errors` or `Errors`: a list of texts (400, 404) | W2 |
/// | `code` and `message` | E4, E6 |
/// | `error_class` and `message` | W4 |
/// | `message` (401) | E3 |
///
/// The shapes are listed in `docs/zuora-semantics.md`. A web page, a plain text, an object of
/// another shape, a status beside these, and an object that also says `success: true` or names a
/// task are not.
///
/// LIVE-UNVERIFIED(that Zuora gives none of them after it has run the task; its guide calls them
/// refusals; if it does, count them as doubt)
#[must_use]
pub fn is_refusal_of_zuora(reply: &ApiReply, body: Option<&Json>) -> bool {
    let may_be = BEFORE_EXECUTION.contains(&reply.status)
        && reply.header(LOCAL_MARK).is_none()
        && !looks_like_page(reply);
    let members = body.filter(|body| body.kind() == Kind::Object).map(Json::members);
    may_be && members.is_some_and(|members| is_known(reply.status, &members))
}

fn is_known(status: u16, members: &[(String, Json)]) -> bool {
    let named = |name: &str| {
        let own = members.iter().rev().find(|(own, _)| own == name);
        own.map(|(_, value)| value).filter(|value| !value.is_null())
    };
    let says_yes = |name| named(name).and_then(Json::truth) == Some(true);
    if named("id").is_some() || says_yes("success") || says_yes("Success") {
        return false;
    }
    let has = |name: &str| named(name).is_some();
    let lists = ["reasons", "errors", "Errors"];
    let mut listed = lists.iter().filter_map(|name| Some((*name, named(name)?)));
    listed.any(|(name, list)| is_list_of_complaints(status, name, list))
        || (has("code") && has("message"))
        || (has("error_class") && has("message"))
        || (status == 401 && has("message"))
}

fn is_list_of_complaints(status: u16, name: &str, list: &Json) -> bool {
    let items = list.items();
    let takes_texts = name != "reasons" && matches!(status, 400 | 404);
    let complains = |item: &Json| match item.kind() {
        Kind::Text => takes_texts,
        Kind::Object => {
            let members = item.members();
            let says = |name: &str| members.iter().any(|(own, _)| own == name);
            ["message", "title", "Message"].into_iter().any(says)
        }
        _ => false,
    };
    list.kind() == Kind::Array && !items.is_empty() && items.iter().all(complains)
}
