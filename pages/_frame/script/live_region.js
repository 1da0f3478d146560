// The one live region: what a screen reader is told of things that change elsewhere on the page.

const PAUSE_MS = 60;
const region = document.createElement("div");
region.className = "lab-live";
region.setAttribute("role", "status");
document.body.append(region);

export function say(text) {
  region.textContent = "";
  // The same sentence twice is only read twice when the region was empty in between.
  setTimeout(() => { region.textContent = text; }, PAUSE_MS);
}
