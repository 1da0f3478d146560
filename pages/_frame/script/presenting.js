// Presenter's mode: it is in the address, and stays there while pages and steps are changed. The
// server draws .lab-stage while this tab is in it, and masks what it sends.

import { onPageChange, whenDrawn } from "./page_changes.js";
import { goSoftly } from "./soft_links.js";

const NAME = "present";
const drawn = () => document.querySelector(".lab-stage") !== null;
let isOn = new URLSearchParams(location.search).get(NAME) === "1";
let isEnding = false;

export const isPresenting = () => isOn || (drawn() && !isEnding); // `look` may come a moment later
export const isNotesWindow = () => document.querySelector(".lab-notes") !== null;

function kept(address) {
  const url = new URL(address, location.href);
  if (isOn && url.origin === location.origin) url.searchParams.set(NAME, "1");
  return url.href;
}

// Streamlit writes the address when a page or a step changes: it does not know of the mode.
function keepInAddress() {
  const own = { pushState: history.pushState, replaceState: history.replaceState };
  for (const name of Object.keys(own)) {
    history[name] = (state, title, address) => {
      const target = address === undefined || address === null ? location.href : kept(address);
      // The same address twice would be a step back that leads nowhere.
      const how = isOn && target === location.href ? "replaceState" : name;
      own[how].call(history, state, title, target);
    };
  }
}

// Links are followed by the page itself, but may be opened in another tab as well.
function mendLinks() {
  for (const link of document.querySelectorAll("a[href]")) {
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || url.searchParams.has(NAME) === isOn) continue;
    if (isOn) url.searchParams.set(NAME, "1");
    else url.searchParams.delete(NAME);
    link.href = url.href;
  }
}

// While a page is drawn, the bar is not there yet, or gone for a moment: that ends nothing.
function look() {
  if (!drawn()) isEnding = false;
  else if (!isEnding) isOn = true;
  if (isOn) mendLinks();
}

export function present() {
  const url = new URL(location.href);
  url.searchParams.set(NAME, "1");
  goSoftly(url.href);
}

export async function endPresenting() {
  const end = await whenDrawn(() => document.querySelector(".st-key-frame_present_end button"));
  if (!end) return;
  isEnding = true;
  isOn = false;
  mendLinks();
  end.click();
}

export function openNotes() {
  open(new URL("/walkthrough?notes=1", location.href), "lab-notes", "popup,width=760,height=820");
}

// The browser's session moved to a new cookie, which only a page that is loaded anew has.
function follow() {
  if (document.querySelector("[data-lab-reload]")) location.reload();
}

export function startPresenting() {
  keepInAddress();
  onPageChange(look);
  onPageChange(follow);
}
