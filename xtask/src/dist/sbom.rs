//! The list of parts as `CycloneDX` 1.6, the same bytes for the same parts.
//!
//! Source: `CycloneDX` 1.6, JSON reference.

use super::components::{Component, Components};
use super::sums;
use crate::lockfile;

/// Writes the list. It bears no time: the same sources give the same file.
pub(super) fn bom(parts: &Components) -> String {
    let components: Vec<_> = parts.list.iter().map(component).collect();
    let needs = parts.needs.iter().map(|(own, needed)| {
        let needed: Vec<_> = needed.iter().map(|purl| quoted(purl)).collect();
        format!("    {{ \"ref\": {}, \"dependsOn\": [{}] }}", quoted(own), needed.join(", "))
    });
    let needs: Vec<_> = needs.collect();
    let body = format!(
        "  \"version\": 1,
  \"metadata\": {{ \"component\": {} }},
  \"components\": [
{}
  ],
  \"dependencies\": [
{}
  ]
}}
",
        component_of("application", &parts.whole),
        components.join(",\n"),
        needs.join(",\n"),
    );
    format!(
        "{{
  \"bomFormat\": \"CycloneDX\",
  \"specVersion\": \"1.6\",
  \"serialNumber\": \"urn:uuid:{}\",
{body}",
        serial(&body)
    )
}

fn component(own: &Component) -> String {
    format!("    {}", component_of("library", own))
}

fn component_of(kind: &str, own: &Component) -> String {
    let purl = quoted(&own.purl());
    let hash = lockfile::checksum_of(&own.name, &own.version).map(|sum| {
        format!(", \"hashes\": [{{ \"alg\": \"SHA-256\", \"content\": {} }}]", quoted(&sum))
    });
    format!(
        "{{ \"type\": \"{kind}\", \"bom-ref\": {purl}, \"name\": {}, \"version\": {}, \"purl\": {purl}, \"licenses\": [{{ \"expression\": {} }}]{} }}",
        quoted(&own.name),
        quoted(&own.version),
        quoted(&own.licence),
        hash.unwrap_or_default(),
    )
}

/// A UUID (version 8) of what the list says.
fn serial(body: &str) -> String {
    let mut hex: String = sums::hex(body.as_bytes()).chars().take(32).collect();
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "8");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32]
        .map(|range| hex.get(range).unwrap_or_default().to_owned());
    parts.join("-")
}

/// Names, versions and licences hold neither quotes nor control characters; both are kept out.
fn quoted(text: &str) -> String {
    let plain: String =
        text.chars().filter(|sign| !matches!(sign, '"' | '\\') && !sign.is_control()).collect();
    format!("\"{plain}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Components {
        let part = |name: &str| Component {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
        };
        let needs = [("pkg:cargo/page@1.0.0".to_owned(), ["pkg:cargo/a@1.0.0".to_owned()].into())];
        Components { whole: part("page"), list: vec![part("a")], needs: needs.into() }
    }

    #[test]
    fn it_names_format_parts_and_what_they_need() {
        let text = bom(&parts());
        for wanted in [
            "\"bomFormat\": \"CycloneDX\"",
            "\"specVersion\": \"1.6\"",
            "\"type\": \"application\", \"bom-ref\": \"pkg:cargo/page@1.0.0\"",
            "\"licenses\": [{ \"expression\": \"MIT\" }]",
            "\"dependsOn\": [\"pkg:cargo/a@1.0.0\"]",
        ] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
    }

    #[test]
    fn the_same_parts_give_the_same_file_and_others_another_number() {
        assert_eq!(bom(&parts()), bom(&parts()));
        let mut other = parts();
        other.list.clear();
        let number = |text: &str| text.lines().nth(3).unwrap_or_default().to_owned();
        assert_ne!(number(&bom(&parts())), number(&bom(&other)));
        assert_eq!(serial("x").len(), 36);
    }
}
