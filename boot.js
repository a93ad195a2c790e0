// Starts the page: theme first, so that nothing flashes, then the program.
"use strict";
(() => {
  const self = document.currentScript;
  try {
    const theme = localStorage.getItem("reprise-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme does.
  }

  const say = (text) => {
    const place = document.getElementById("before");
    if (place) place.firstElementChild.textContent = text;
  };

  const start = async () => {
    if (typeof WebAssembly !== "object") {
      say("Reprise needs WebAssembly, and this browser does not offer it. Please use a current browser, or ask who manages it to allow WebAssembly.");
      return;
    }
    try {
      const program = await import(self.dataset.js);
      await program.default({ module_or_path: fetch(self.dataset.wasm) });
    } catch (error) {
      say("Reprise could not be loaded. Reload the page; if it stays so, tell who hosts it. (" + error.name + ")");
    }
  };
  start();
})();
