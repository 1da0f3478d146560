// The lab's server does not answer: said here, with the command that starts it. Streamlit's own
// dialog names another one, which would start the page without its engine.

import { say } from "./live_region.js";

const TEXT = "The lab's server does not answer. Start it again with `make demo`; " +
  "this page then comes back by itself.";
const bar = document.createElement("div");
bar.className = "lab-gone";
TEXT.split("`").forEach((part, index) => {
  const span = document.createElement(index % 2 ? "code" : "span");
  span.textContent = part;
  bar.append(span);
});

export function showServerGone() {
  if (bar.isConnected) return;
  document.body.append(bar);
  say(bar.textContent);
}

export function hideServerGone() {
  if (bar.isConnected) say("The lab's server is back.");
  bar.remove();
}
