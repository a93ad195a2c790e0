//! Which tasks a list asks for.

use js_sys::Array;
use reprise_browser::script;
use reprise_domain::query::{LONGEST_PAGE, TaskQuery, USUAL_PAGE};
use wasm_bindgen::JsValue;

use crate::fault::Fault;
use crate::given::{member, stranger};

/// The filters that are no texts.
const OTHERS: [&str; 3] = ["instance", "page", "page_length"];

/// Reads the filters; what is not given filters nothing.
///
/// # Errors
///
/// A sentence that names the filter and says what it should be.
pub(crate) fn query(filters: &JsValue) -> Result<TaskQuery, Fault> {
    let mut query = TaskQuery { instance: None, ..TaskQuery::default() };
    if filters.is_undefined() || filters.is_null() {
        return Ok(query);
    }
    if !filters.is_object() {
        return Err(wrong("listTasks() takes an object of filters."));
    }
    let texts = query.texts_mut();
    let known: Vec<_> = OTHERS.into_iter().chain(texts.iter().map(|(name, _)| *name)).collect();
    if let Some(name) = stranger(filters, &known) {
        let known = known.join(", ");
        return Err(wrong(&format!("There is no filter \"{name}\". There are: {known}.")));
    }
    for (name, field) in texts {
        *field = text(filters, name)?;
    }
    query.page = whole(filters, "page", u32::MAX)?.unwrap_or(1);
    query.page_length = whole(filters, "page_length", LONGEST_PAGE)?.unwrap_or(USUAL_PAGE);
    let instance = member(filters, "instance");
    query.instance = instance.as_ref().and_then(JsValue::as_bool);
    if query.instance.is_none() && instance.is_some() {
        return Err(wrong(
            "\"instance\" must be true (tasks of runs), false (of setups) or absent (both).",
        ));
    }
    Ok(query)
}

fn wrong(message: &str) -> Fault {
    Fault::new("bad-filter", message)
}

/// A text, a number, or a list of texts with commas between them.
fn text(filters: &JsValue, name: &str) -> Result<String, Fault> {
    let Some(value) = member(filters, name) else { return Ok(String::new()) };
    if name == "tags" && Array::is_array(&value) {
        let tags: Option<Vec<_>> = Array::from(&value).iter().map(|tag| tag.as_string()).collect();
        return tags.map(|tags| tags.join(",")).ok_or_else(|| wrong("\"tags\" must hold texts."));
    }
    let is_number = value.as_f64().is_some_and(|number| number.fract() == 0.0 && number >= 0.0);
    let number = || (is_number || value.is_bigint()).then(|| script::text(&value));
    let text = value.as_string().or_else(number);
    text.ok_or_else(|| wrong(&format!("\"{name}\" must be a text.")))
}

fn whole(filters: &JsValue, name: &str, most: u32) -> Result<Option<u32>, Fault> {
    let Some(value) = member(filters, name) else { return Ok(None) };
    let number = value.as_f64().filter(|number| number.fract() == 0.0);
    let number = number.filter(|number| (1.0..=f64::from(most)).contains(number));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and within the bounds"
    )]
    let number = number.map(|number| number as u32);
    match number {
        Some(number) => Ok(Some(number)),
        None => Err(wrong(&format!("\"{name}\" must be a whole number from 1 to {most}."))),
    }
}
