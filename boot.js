// Starts the page: theme first, so that nothing flashes; then the program, if each of its files is
// the one that was built.
"use strict";
(() => {
  const self = document.currentScript;
  const { js, wasm, jsIntegrity = "", wasmIntegrity = "" } = self.dataset;

  try {
    const theme = localStorage.getItem("reprise-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme does.
  }

  // Every text that is to become markup or a script's address comes by here. The page makes markup of
  // its own templates only, and the build writes here which those are. While one develops, Trunk
  // serves this file as it is, and any markup passes.
  const TEMPLATES = null;
  window.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (TEMPLATES === null || TEMPLATES.includes(markup) ? markup : null),
    createScriptURL: (address) => (address === js ? address : null),
  });

  const say = (text) => {
    const place = document.getElementById("before");
    // What is found missing at once is found before the document is there.
    if (!place) return document.addEventListener("DOMContentLoaded", () => say(text), { once: true });
    place.dataset.said = "";
    place.firstElementChild.textContent = text;
  };

  // By the script element the browser checks the file; what imports it afterwards takes that one.
  const checked = (address, integrity) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { type: "module", integrity, src: address, onload: done });
      script.onerror = () => failed(new Error("script"));
      document.head.append(script);
    });

  // What can be fetched, but not as it was built, is worse than what cannot be fetched.
  const isThere = (address) => fetch(address).then(({ ok }) => ok, () => false);
  const why = async (error) => {
    const styles = [...document.querySelectorAll("link[rel=stylesheet]")].map(({ href }) => href);
    const there = await Promise.all([js, wasm, ...styles].map(isThere));
    if (jsIntegrity !== "" && there.every(Boolean))
      return "Reprise did not start, because one of its files is not the one that was built: it is damaged, half updated, or was changed by someone. Reload the page; if it stays so, tell who hosts it, and rerun nothing from here until it is mended.";
    return "Reprise could not be loaded. Reload the page; if it stays so, tell who hosts it. (" + error.name + ")";
  };

  // A function that fills sixteen bytes with one: browsers from before 2023 do not know how.
  const SIXTEEN = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

  const start = async () => {
    if (typeof WebAssembly === "object" && !WebAssembly.validate(new Uint8Array(SIXTEEN))) {
      say("Reprise needs a browser from 2023 or later. Please update this one, or ask who manages it to.");
      return;
    }
    if (typeof WebAssembly !== "object") {
      say("Reprise needs WebAssembly, and this browser does not offer it. Please use a current browser, or ask who manages it to allow WebAssembly.");
      return;
    }
    try {
      const program = fetch(wasm, { integrity: wasmIntegrity });
      program.catch(() => {});
      await checked(js, jsIntegrity);
      // A style sheet that was refused has none.
      for (const link of document.querySelectorAll("link[rel=stylesheet]"))
        if (link.sheet === null) throw new Error("style");
      const { default: run } = await import(js);
      await run({ module_or_path: program });
    } catch (error) {
      say(await why(error));
    }
  };
  start();
})();
