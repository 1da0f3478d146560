// Fields: where a form appears with a mark <span data-lab-focus="<key>">, the first field in the
// container with that Streamlit key gets the focus; an empty key means the marked element itself.
// It gets it again when data-lab-times="<number>" changes.
// With <span data-lab-enter="<key>" data-lab-sends="<key>"> Enter in a field of the one container
// presses the button of the other: for a field that is read while it is typed, outside of a form.

import { onPageChange } from "./page_changes.js";

let met = new Set();

const nameOf = ({ dataset }) => `${dataset.labFocus} ${dataset.labTimes ?? ""}`;
const keyed = (key) => document.querySelector(`.st-key-${CSS.escape(key)}`);

function target(mark) {
  const key = mark.dataset.labFocus;
  return key ? keyed(key)?.querySelector("input, textarea") : mark;
}

function focus(element) {
  const isField = element.matches("input, textarea");
  // On a phone the focus would open the keyboard over the page.
  if (isField && matchMedia("(pointer: coarse)").matches) return;
  if (!isField) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function look() {
  const marks = [...document.querySelectorAll("[data-lab-focus]")];
  const ready = marks.filter(target);
  const fresh = ready.filter((mark) => !met.has(nameOf(mark)));
  met = new Set(ready.map(nameOf));
  if (fresh.length && !document.querySelector('[role="dialog"], dialog[open]'))
    focus(target(fresh[0]));
}

function press(event) {
  // The meaning of a term stands there while the term has the focus.
  if (event.key === "Escape") document.activeElement?.closest(".lab-term")?.blur();
  if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("input")) return;
  const mark = [...document.querySelectorAll("[data-lab-enter]")]
    .find(({ dataset }) => keyed(dataset.labEnter)?.contains(event.target));
  if (mark) keyed(mark.dataset.labSends)?.querySelector("button")?.click();
}

export function startFields() {
  onPageChange(look);
  document.addEventListener("keydown", press);
}
