// The task as an element of its own.

import { mount } from "./task-view.js";

/** What each defined name shows tasks of, by environment. */
const registries = new Map();

/**
 * Defines `<reprise-task environment="…" task="…">`, which shows a task of whichever of `zuoras` has
 * that environment. Called again, it takes these in the place of earlier ones.
 */
export function defineTaskElement(zuoras, name = "reprise-task") {
  const registry = registries.get(name) ?? { known: new Map(), elements: new Set() };
  for (const zuora of [zuoras].flat()) registry.known.set(zuora.environment, zuora);
  if (registries.has(name)) {
    for (const element of registry.elements) element.renew();
    return;
  }
  registries.set(name, registry);
  customElements.define(name, elementOf(registry));
}

function elementOf({ known, elements }) {
  return class extends HTMLElement {
    static observedAttributes = ["environment", "task", "production"];
    #view = null;
    #isDue = false;

    connectedCallback() {
      elements.add(this);
      this.#soon();
    }

    disconnectedCallback() {
      this.#soon();
    }

    attributeChangedCallback(_name, before, now) {
      if (before !== now) {
        this.#end();
        this.#soon();
      }
    }

    /** Shows it anew. */
    renew() {
      this.#end();
      this.#soon();
    }

    /** Several changes at once are one; a move within the page is none. */
    #soon() {
      if (this.#isDue) return;
      this.#isDue = true;
      queueMicrotask(() => {
        this.#isDue = false;
        if (!this.isConnected) {
          elements.delete(this);
          this.#end();
        } else if (this.#view === null) this.#show();
      });
    }

    #end() {
      this.#view?.destroy();
      this.#view = null;
    }

    #show() {
      const environment = this.getAttribute("environment");
      const zuora = known.size === 1 && environment === null ? [...known.values()][0] : known.get(environment);
      this.replaceChildren();
      if (zuora === undefined) {
        this.append(`There is no environment "${environment}" here. There are: ${[...known.keys()].join(", ")}.`);
        return;
      }
      try {
        this.#view = mount(this, zuora, { task: this.getAttribute("task"), production: this.hasAttribute("production") });
      } catch (error) {
        this.append(error.message);
      }
    }
  };
}
