//! Paging, the same for tasks and workflows.

use crate::answer::{Answer, ok, w1};
use crate::form::Form;
use crate::json_text::{object, quoted};
use http::StatusCode;

/// Next pages are named on this host whatever the request's, as in the published sample: a client
/// must not follow them blindly.
const HOST: &str = "https://rest.zuora.com";

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    number: usize,
    length: usize,
}

impl Page {
    /// Reads `page` (default 1) and `page_length` (default 20).
    ///
    /// LIVE-UNVERIFIED(a length above `longest` is taken as `longest`, a text that is no positive
    /// number is a 400; neither is documented; ask for 101 and for "x" and correct here).
    pub(crate) fn read(query: &Form, longest: usize) -> Result<Self, Box<Answer>> {
        let number = positive(query, "page", 1)?;
        let length = positive(query, "page_length", 20)?.min(longest);
        Ok(Self { number, length })
    }

    fn start(self) -> usize {
        (self.number - 1).saturating_mul(self.length)
    }

    /// The rows of this page out of all.
    pub(crate) fn of<T>(self, rows: &[T]) -> &[T] {
        let start = self.start().min(rows.len());
        let end = start.saturating_add(self.length).min(rows.len());
        rows.get(start..end).unwrap_or_default()
    }

    /// `{"data": […], "pagination": {…}}`; `next_page` is absent on the last page.
    ///
    /// LIVE-UNVERIFIED(`next_page` keeps the filters of the query; the sample has none).
    pub(crate) fn answer(
        self,
        data: &str,
        shown: usize,
        total: usize,
        path: &str,
        query: &Form,
    ) -> Answer {
        let mut pagination = Vec::new();
        if self.start().saturating_add(shown) < total && shown > 0 {
            let filters = query.encoded_without(&["page", "page_length"]);
            let and = if filters.is_empty() { "" } else { "&" };
            let (next, length) = (self.number + 1, self.length);
            let url = format!("{HOST}{path}?{filters}{and}page={next}&page_length={length}");
            pagination.push(("next_page", quoted(&url)));
        }
        pagination.push(("page", self.number.to_string()));
        pagination.push(("page_length", shown.to_string()));
        ok(format!(r#"{{"data":[{data}],"pagination":{}}}"#, object(pagination)))
    }
}

fn positive(query: &Form, name: &str, default: usize) -> Result<usize, Box<Answer>> {
    let Some(text) = query.get(name) else {
        return Ok(default);
    };
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
        let title = format!("The input of {name} '{text}' is invalid.");
        Box::new(w1(StatusCode::BAD_REQUEST, "invalid", &title))
    })
}
