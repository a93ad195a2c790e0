// What shows a task in somebody else's page.

export { defineTaskElement } from "./element.js";
export { mount } from "./task-view.js";
