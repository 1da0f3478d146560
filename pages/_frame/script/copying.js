// Copying: <button data-lab-copy="<key>"> copies the text of the container with that Streamlit key,
// which may be one that nobody sees.

import { say } from "./live_region.js";

const TOLD_MS = 2000;

async function copy(button) {
  const holder = document.querySelector(`.st-key-${CSS.escape(button.dataset.labCopy)}`);
  const text = (holder?.querySelector("code") ?? holder)?.textContent.trim();
  let told = "Copied";
  try {
    if (!text) throw new Error("there is nothing to copy");
    await navigator.clipboard.writeText(text);
  } catch {
    told = "Not copied";
  }
  say(told);
  if (button.hasAttribute("data-lab-copied")) return;
  const words = button.textContent;
  button.dataset.labCopied = told;
  button.textContent = told;
  setTimeout(() => {
    delete button.dataset.labCopied;
    button.textContent = words;
  }, TOLD_MS);
}

export function startCopying() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-lab-copy]");
    if (button) copy(button);
  });
}
