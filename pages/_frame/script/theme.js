// The theme: Streamlit follows the system's setting and asks the browser for it. Here the browser's
// answer is the viewer's choice, where there is one. It has to stand before Streamlit asks.

import { onPageChange } from "./page_changes.js";
import { keepPreference, preference } from "./preferences.js";

const DARK = "(prefers-color-scheme: dark)";
const ask = window.matchMedia.bind(window);
const system = ask(DARK);
const answer = new EventTarget();

let chosen = ["light", "dark"].find((theme) => theme === preference("theme")) ?? "system";

function isDark() {
  return chosen === "system" ? system.matches : chosen === "dark";
}

function tell() {
  const change = new Event("change");
  Object.assign(change, { matches: isDark(), media: DARK });
  answer.dispatchEvent(change);
}

Object.defineProperties(answer, { matches: { get: isDark }, media: { value: DARK } });
window.matchMedia = (query) => (query === DARK ? answer : ask(query));
system.addEventListener("change", tell);

function choose(theme) {
  chosen = theme;
  keepPreference("theme", theme);
  tell();
  mark();
  // What lies outside of the app is coloured by the page's next run.
  document.querySelector(".st-key-frame_look button")?.click();
}

function mark() {
  document.querySelectorAll("[data-lab-theme]").forEach((button) => {
    button.setAttribute("aria-pressed", button.dataset.labTheme === chosen);
  });
}

export function startTheme() {
  onPageChange(mark);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-lab-theme]");
    if (button) choose(button.dataset.labTheme);
  });
}
