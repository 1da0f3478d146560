// Results: [data-lab-result="<id>"] is focused, brought into view and told when its id is new.
// Not those that a page shows when it opens: they are kept from before, and nobody waits for them,
// but for one that the address asks for: [data-lab-asked].

import { isDialogOpen } from "./dialogs.js";
import { say } from "./live_region.js";
import { isScriptRunning, onPageChange, whenIdle } from "./page_changes.js";

const QUIET_MS = 250, LATE_MS = 1000;
const known = new Set();
const loadedPath = location.pathname;
let openedPath = null;
let timer = 0;

function whenOpened() {
  if (isScriptRunning()) timer = setTimeout(whenOpened, QUIET_MS);
  else whenIdle(opened.bind(null, location.pathname));
}

function opened(path) {
  if (openedPath === path || location.pathname !== path) return;
  if (openedPath !== null || location.pathname !== loadedPath) {
    beginAtTheTitle();
    setTimeout(beginAtTheTitle, LATE_MS); // the link that led here may go a moment later
  }
  openedPath = location.pathname;
  const asked = document.querySelector("[data-lab-asked]");
  if (asked) show(asked);
}

// A link that led here is gone, and the focus with it: go on from the page's title.
function beginAtTheTitle() {
  const title = document.querySelector("main h1, [data-testid='stMain'] h1");
  if (document.activeElement !== document.body || !title || isDialogOpen()) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

// A mark has no height: it stands for what Streamlit draws right after it.
function partOf(result) {
  if (result.offsetHeight) return result;
  return result.closest('[data-testid="stElementContainer"]')?.nextElementSibling ?? result;
}

function bringIntoView(result) {
  const { top, bottom } = result.getBoundingClientRect();
  const isSeen = top >= 0 && (bottom <= innerHeight || top < innerHeight / 3);
  if (isSeen) return;
  // At once: while a page glides, a list that is opened on it closes again.
  const block = bottom - top > innerHeight || top < 0 ? "start" : "nearest";
  result.scrollIntoView({ block, behavior: "instant" });
}

function show(result) {
  if (!result.hasAttribute("tabindex")) result.tabIndex = -1;
  // A dialog keeps the focus: what happens behind it is only told.
  if (!isDialogOpen()) {
    result.focus({ preventScroll: true });
    bringIntoView(partOf(result));
  }
  if (result.dataset.labSay) say(result.dataset.labSay);
}

function look() {
  const results = [...document.querySelectorAll("[data-lab-result]")];
  const fresh = results.filter((result) => !known.has(result.dataset.labResult));
  fresh.forEach((result) => known.add(result.dataset.labResult));
  if (openedPath === location.pathname) {
    if (fresh.length) show(fresh[0]);
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(whenOpened, QUIET_MS);
}

// Who presses something on a page that is drawn waits for what comes of it.
function whenPressed() {
  if (isScriptRunning()) return;
  clearTimeout(timer);
  openedPath = location.pathname;
}

export function startResults() {
  onPageChange(look);
  addEventListener("click", whenPressed, true);
}
