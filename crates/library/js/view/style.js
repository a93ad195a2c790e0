// How the view looks: light or dark by the color-scheme of the page around it. Sheets made so need no inline style.

const CSS = `
:host { display: block; }
.view { font: 15px/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; text-align: start; text-transform: none; letter-spacing: normal; white-space: normal;
  --surface: light-dark(#fff, #1b1d20); --ink: light-dark(#1b1c1e, #e9e9e6); --muted: light-dark(#595d64, #a2a6ad); --line: light-dark(#dcdcd6, #2e3136);
  --edge: light-dark(#85888d, #767b84); --accent: light-dark(#1f5fbf, #8ab4f8); --danger: light-dark(#b3261e, #f2867e); --danger-ink: light-dark(#fff, #260c0a);
  --ok: light-dark(#1b6e3c, #7fd6a0); --unsettled: light-dark(#7a4a00, #f3c067); --unsettled-wash: light-dark(#fdf2dc, #2e2410); --sunken: light-dark(#f4f4f1, #131416);
  color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: 8px; overflow-wrap: anywhere;
  display: grid; gap: 16px; padding: 20px; grid-template-columns: minmax(0, 1fr); }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; margin: 0; }
header { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-start; }
header > div { flex: 1 1 260px; min-width: 0; }
h1 { font-size: 20px; line-height: 1.3; } h2 { font-size: 15px; } h3 { font-size: 13px; }
section { display: grid; gap: 6px; border-top: 1px solid var(--line); padding-top: 12px; grid-template-columns: minmax(0, 1fr); }
small, .muted { font-size: 13px; color: var(--muted); }
ul { padding-inline-start: 20px; }
pre, code { font-family: ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; font-size: 13px; }
pre { white-space: pre-wrap; background: var(--sunken); border-radius: 6px; padding: 8px 10px; max-height: 320px; overflow: auto; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 6px; padding: 0 8px; font-size: 13px; font-weight: 600; white-space: nowrap; }
.badge[data-tone="good"] { color: var(--ok); } .badge[data-tone="bad"] { color: var(--danger); } .badge[data-tone="unsettled"] { color: var(--unsettled); }
.card { border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; display: grid; gap: 6px; }
.card[data-tone="unsettled"] { border-color: var(--unsettled); background: var(--unsettled-wash); }
.card[data-tone="bad"] { border-color: var(--danger); } .card[data-tone="good"] { border-color: var(--ok); }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.fields { display: grid; gap: 8px; }
label { font-weight: 600; font-size: 13px; display: block; }
label.check { font-weight: 400; display: flex; gap: 8px; align-items: center; min-height: 34px; }
label.check input { width: 20px; height: 20px; }
input:not([type="checkbox"]) { font: inherit; color: inherit; width: 100%; min-height: 34px; padding: 4px 10px; border: 1px solid var(--edge); border-radius: 6px; background: var(--sunken); }
button { font: inherit; font-weight: 600; min-height: 34px; padding: 4px 14px; border: 1px solid var(--edge); border-radius: 6px; color: var(--ink); background: var(--surface); cursor: pointer; }
button.danger { background: var(--danger); border-color: var(--danger); color: var(--danger-ink); }
button[aria-disabled="true"] { color: var(--muted); background: var(--sunken); border-color: var(--line); cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
summary { cursor: pointer; font-weight: 600; }
@media (forced-colors: active) { .badge, .card { border: 1px solid; } }
`;

let sheet;

/** Puts the style on a shadow root. */
export function dress(root) {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  root.adoptedStyleSheets = [sheet];
}
