// Copying: <button data-lab-copy="<key>"> copies the text of the container with that Streamlit key,
// which may be one that nobody sees. <button data-lab-copy-token="id"> copies a token of the user
// who is signed in: it comes from the server on this click and stands nowhere in the page. Only the
// token that the page shows is given: another tab may have signed in somebody else since.

import { say } from "./live_region.js";

const TOLD_MS = 2000;
const CONFLICT = 409;

function textIn(key) {
  const holder = document.querySelector(`.st-key-${CSS.escape(key)}`);
  return (holder?.querySelector("code") ?? holder)?.textContent.trim();
}

async function token(use, shown) {
  const headers = { "x-lab-token-shown": shown };
  const address = `/lab/token/${encodeURIComponent(use)}`;
  const answer = await fetch(address, { method: "POST", headers });
  if (answer.status === CONFLICT) throw new Error("this browser holds another token by now");
  return answer.ok ? answer.text() : "";
}

async function wanted({ labCopy, labCopyToken, labTokenShown }) {
  const text = labCopyToken ? await token(labCopyToken, labTokenShown) : textIn(labCopy);
  if (!text) throw new Error("there is nothing to copy");
  return new Blob([text], { type: "text/plain" });
}

async function copy(button) {
  let told = "Copied";
  let why = "";
  const text = wanted(button.dataset);
  text.catch((error) => { why = `: ${error.message}`; });
  try {
    // The clipboard is asked during the click and waits itself: Safari allows it no later.
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
  } catch {
    told = "Not copied";
  }
  say(`${told}${why}`);
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
    const button = event.target instanceof Element &&
      event.target.closest("[data-lab-copy], [data-lab-copy-token]");
    if (button) copy(button);
  });
}
