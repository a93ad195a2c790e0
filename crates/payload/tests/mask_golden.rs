//! A set by a second author, who had not seen the rules: texts with the secret that must not be
//! shown, and ordinary texts.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a broken promise fails the test")]

use std::sync::Arc;

use reprise_payload::Json;
use reprise_payload::mask::{Masked, Policy, Revealed, masked};
use serde_json::Value;

/// The text as it is shown; JSON as the tree shows it.
fn shown(text: &str, form: &str) -> String {
    match Json::parse(&Arc::from(text)) {
        Ok(json) if form == "json" => {
            masked(&json, Policy::default(), &Revealed::nothing()).into_owned()
        }
        _ => Masked::of(text.to_owned()).hidden(),
    }
}

#[test]
fn the_second_authors_set() {
    let set: Vec<Value> = serde_json::from_str(include_str!("golden/secrets.json")).unwrap();
    let (mut secrets, mut missed, mut ordinary, mut in_vain) = (0, Vec::new(), 0, Vec::new());
    for case in &set {
        let (text, form) = (case["text"].as_str().unwrap(), case["form"].as_str().unwrap());
        let told = || format!("[{form}] {}\n    {text}", case["why"].as_str().unwrap_or_default());
        let shown = shown(text, form);
        if let Some(secret) = case["secret"].as_str() {
            secrets += 1;
            if shown.contains(secret) || Masked::of(text.to_owned()).hidden().contains(secret) {
                missed.push(told());
            }
        } else {
            ordinary += 1;
            if shown != text {
                in_vain.push(format!("{}\n  → {shown}", told()));
            }
        }
    }
    let told = format!("{}\n\n{}", missed.join("\n"), in_vain.join("\n"));
    assert!(secrets > 480 && ordinary > 200);
    // At least 0.98 and at most 0.5 % are asked for; what was reached is kept.
    assert!(missed.is_empty(), "{} of {secrets} missed:\n{told}", missed.len());
    assert!(in_vain.is_empty(), "{} of {ordinary} hidden in vain:\n{told}", in_vain.len());
}
