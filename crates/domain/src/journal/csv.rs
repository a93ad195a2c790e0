//! CSV after RFC 4180 that no spreadsheet runs as a formula.

/// Writes one row, its line end included. Every cell stands in quotes.
#[must_use]
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut row = String::new();
    for cell in cells {
        row.push_str(if row.is_empty() { "\"" } else { ",\"" });
        row.push_str(&harmless(cell).replace('"', "\"\""));
        row.push('"');
    }
    row.push_str("\r\n");
    row
}

/// The text with an apostrophe wherever a spreadsheet could begin to read a formula: before the
/// cell, and inside it after what another country's spreadsheet takes for the end of a cell
/// (semicolon, tab, line break). The exact text stands in the journal's JSON.
fn harmless(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len() + 1);
    let mut begins = true;
    for (place, sign) in cell.char_indices() {
        let controls = place == 0 && matches!(sign, '\t' | '\r' | '\n');
        if begins && is_formula(sign) {
            // A guard at the very front serves the first cell, whatever blanks came before.
            let front = cell.get(..place).is_some_and(|before| !before.contains(ends_cell));
            safe.insert(if front { 0 } else { safe.len() }, '\'');
        } else if controls {
            safe.push('\'');
        }
        safe.push(sign);
        begins = ends_cell(sign) || (begins && is_skipped(sign));
    }
    safe
}

const fn is_formula(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

const fn ends_cell(sign: char) -> bool {
    matches!(sign, ';' | '\t' | '\r' | '\n')
}

/// Blanks, quotes and what is not seen at all do not keep a formula from beginning.
fn is_skipped(sign: char) -> bool {
    let unseen = matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let quote = matches!(sign, '"' | '\'' | '`' | '“' | '”' | '‘' | '’');
    unseen || quote || sign.is_whitespace() || sign.is_control()
}
