// The lab's server does not answer, or a run of the page waits for an engine that does not: said
// here, since no run can say it. Streamlit's own dialog names another command, which would start
// the page without its engine.

import { say } from "./live_region.js";

const GONE = "The lab's server does not answer. Start it again with `make demo`; " +
  "this page then comes back by itself.";
const SILENT = "The local engine does not answer. This page waits for it, and goes on when it " +
  "answers or was started again.";
const bar = document.createElement("div");
bar.className = "lab-gone";

function show(text) {
  if (bar.isConnected && bar.dataset.text === text) return;
  bar.dataset.text = text;
  bar.replaceChildren(...text.split("`").map((part, index) => {
    const span = document.createElement(index % 2 ? "code" : "span");
    span.textContent = part;
    return span;
  }));
  document.body.append(bar);
  say(bar.textContent);
}

function hide(text, last) {
  if (!bar.isConnected || bar.dataset.text !== text) return;
  say(last);
  bar.remove();
}

export const showServerGone = () => show(GONE);
export const hideServerGone = () => hide(GONE, "The lab's server is back.");
export const showEngineSilent = () => show(SILENT);
export const hideEngineSilent = () => hide(SILENT, "");
