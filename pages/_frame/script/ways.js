// Ways: the drawing with [data-lab-moves="<call>"] moves once for its call, however often Streamlit
// puts it into the page; "Show the way again" plays it again.

import { onPageChange } from "./page_changes.js";

const moved = new Set();

function stand(way) {
  way.classList.add("moved");
  way.addEventListener("change", () => way.classList.remove("moved"), { once: true });
}

function look() {
  for (const way of document.querySelectorAll(".lab-way[data-lab-moves]:not([data-lab-met])")) {
    way.dataset.labMet = "";
    if (moved.has(way.dataset.labMoves)) stand(way);
    moved.add(way.dataset.labMoves);
  }
}

export function startWays() {
  onPageChange(look);
}
