// The task as an element of its own.

import { mount } from "./task-view.js";

/**
 * Defines `<reprise-task environment="…" task="…">`, which shows a task of whichever of `zuoras` has
 * that environment.
 */
export function defineTaskElement(zuoras, name = "reprise-task") {
  const known = new Map([zuoras].flat().map((zuora) => [zuora.environment, zuora]));
  customElements.define(
    name,
    class extends HTMLElement {
      static observedAttributes = ["environment", "task"];
      #view = null;

      connectedCallback() {
        this.#renew();
      }

      disconnectedCallback() {
        this.#view?.destroy();
        this.#view = null;
      }

      attributeChangedCallback() {
        if (this.isConnected) this.#renew();
      }

      #renew() {
        this.disconnectedCallback();
        const environment = this.getAttribute("environment");
        const zuora = known.size === 1 && environment === null ? [...known.values()][0] : known.get(environment);
        if (zuora === undefined) {
          this.replaceChildren(`There is no environment "${environment}" here. There are: ${[...known.keys()].join(", ")}.`);
          return;
        }
        this.replaceChildren();
        this.#view = mount(this, zuora, { task: this.getAttribute("task") });
      }
    },
  );
}
