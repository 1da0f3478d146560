// Recovery: the server tells when the lab's state has changed, such as an engine that came back. A
// page that was drawn for another state is then run anew, as if its reader had clicked.

import { isDialogOpen } from "./dialogs.js";
import { isScriptRunning } from "./page_changes.js";
import { hideServerGone, showServerGone } from "./server_gone.js";

const AGAIN_MS = 250;
const RECONNECT_MS = 1000;
// A run that a click has started is not seen at once, and another one would end it half-way.
const HANDS_OFF_MS = 3000;
const GONE_AFTER = 2; // attempts: a connection that only broke is there again at the first
let wanted = null;
let timer = 0;
let failed = 0;
let usedAt = -Infinity;

function look() {
  clearTimeout(timer);
  const drawn = document.querySelector("[data-lab-state]")?.dataset.labState;
  if (wanted === null || drawn === wanted) return;
  // While a run is under way its end is waited for: it may draw the new state already.
  // A dialog holds what its reader has typed: it would come back empty.
  const isLeft = performance.now() - usedAt > HANDS_OFF_MS && !isDialogOpen();
  const isQuiet = isLeft && !isScriptRunning();
  if (drawn && isQuiet) document.querySelector(".st-key-frame_look button")?.click();
  timer = setTimeout(look, AGAIN_MS);
}

function listen() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/lab/state`);
  socket.addEventListener("message", (event) => {
    failed = 0;
    hideServerGone();
    wanted = event.data;
    look();
  });
  socket.addEventListener("close", () => {
    wanted = null;
    failed += 1;
    if (failed >= GONE_AFTER) showServerGone();
    setTimeout(listen, RECONNECT_MS);
  });
}

export function startRecovery() {
  for (const kind of ["pointerdown", "pointerup", "keydown"])
    document.addEventListener(kind, () => { usedAt = performance.now(); }, true);
  listen();
}
