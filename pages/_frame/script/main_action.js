// The main action of a page: what carries data-lab-main, else its first primary button, else the
// field for a file, else its first link or button. A link at the top of the page and a key lead to
// it.

import { build } from "./build.js";
import { say } from "./live_region.js";
import { whenDrawn } from "./page_changes.js";

const KINDS = [
  "[data-lab-main]",
  'button[data-testid^="stBaseButton-primary"]:not(:disabled)',
  '[data-testid="stFileUploaderDropzone"] button:not(:disabled)',
  "a[href], button:not(:disabled, .lab-term, .lab-stage *)",
];

export function mainAction() {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]');
  for (const kind of KINDS) {
    const found = [...(page?.querySelectorAll(kind) ?? [])].find((it) => it.checkVisibility());
    if (found) return found;
  }
  return null;
}

export function focusMainAction() {
  const action = mainAction();
  action?.scrollIntoView({ block: "nearest" });
  action?.focus();
  return action;
}

// A field for a file and a download come a moment after the rest of their page.
export async function withMainAction(act) {
  const address = location.href;
  const action = await whenDrawn(focusMainAction);
  if (action) act(action);
  else if (address === location.href) say("This page has no main action now.");
}

export function startMainAction() {
  const skip = build("button", { type: "button", class: "lab-skip" }, "Skip to the main action");
  skip.addEventListener("click", () => withMainAction(() => {}));
  document.body.prepend(skip);
}
