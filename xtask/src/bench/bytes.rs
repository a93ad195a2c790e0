//! The first load against its budget, and compressed against plain.

use super::Ratio;
use crate::failure::Failure;
use crate::page::{self, budget};
use crate::tools::{self, Need};

/// Builds the page, if need be, and weighs it.
pub(super) fn measure() -> Result<Vec<Ratio>, Failure> {
    tools::ensure(&[Need::WasmTarget, Need::PageBuilder])?;
    page::build()?;
    let weight = budget::weigh()?;
    println!("{weight}");
    Ok(vec![
        Ratio {
            title: "first load / budget".to_owned(),
            value: weight.ratio(),
            detail: String::new(),
        },
        Ratio {
            title: "compressed / plain".to_owned(),
            value: weight.compression(),
            detail: String::new(),
        },
    ])
}
