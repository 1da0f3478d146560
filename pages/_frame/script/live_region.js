// The one live region: what a screen reader is told of things that change elsewhere on the page.

const PAUSE_MS = 60, KEPT_MS = 8000;
let timer = 0;
const region = document.createElement("div");
region.className = "lab-live";
region.setAttribute("role", "status");
document.body.append(region);

export function say(text) {
  tell("");
  // The same sentence twice is only read twice when the region was empty in between.
  timer = setTimeout(() => {
    tell(text);
    timer = setTimeout(tell, KEPT_MS, ""); // later it may no longer be true
  }, PAUSE_MS);
}

function tell(text) {
  clearTimeout(timer);
  region.textContent = text;
}
