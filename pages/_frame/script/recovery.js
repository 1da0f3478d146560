// Recovery: the server tells when the lab's state has changed, such as an engine that came back, or
// the browser's session, such as that another tab signed out. A page that was drawn for another one
// is then run anew, as if its reader had clicked.

import { isDialogOpen } from "./dialogs.js";
import { isScriptRunning, whenIdle } from "./page_changes.js";
import {
  hideEngineSilent, hideServerGone, showEngineSilent, showServerGone,
} from "./server_gone.js";

const AGAIN_MS = 250;
const RECONNECT_MS = 1000;
const COME_AGAIN = 4001; // the server's word: the session is another one, or its cookie is
const COME_AGAIN_MS = 300;
// Of a cookie that a server before this one gave; the page fetches a new one meanwhile.
const UNKNOWN_MS = 2000;
const NO_SESSION = ["unknown", "moving", "left"]; // of these nobody can tell who is signed in
// A run that a click has started is not seen at once, and another one would end it half-way.
const HANDS_OFF_MS = 3000;
const GONE_AFTER = 2; // attempts: a connection that only broke is there again at the first
let wanted = null;
let wantedSession = null; // until a run was asked for: a tab may stay with a cookie left behind
let timer = 0;
let looks = 0;
let failed = 0;
let usedAt = -Infinity;

function look() {
  clearTimeout(timer);
  const number = looks += 1;
  const drawn = document.querySelector("[data-lab-state]")?.dataset;
  if (drawn?.labSession === wantedSession) wantedSession = null;
  const isNews = wanted !== null && drawn?.labState !== wanted;
  if (isNews && wanted.startsWith("silent ") && isScriptRunning()) showEngineSilent();
  else hideEngineSilent();
  if (!isNews && wantedSession === null) return;
  // While a run is under way its end is waited for: it may draw the new state already.
  // A dialog holds what its reader has typed: it would come back empty.
  const isLeft = performance.now() - usedAt > HANDS_OFF_MS && !isDialogOpen();
  const isQuiet = isLeft && !isScriptRunning();
  if (drawn && isQuiet) {
    wantedSession = null;
    document.querySelector(".st-key-frame_look button")?.click();
  }
  const lookAgain = () => { if (number === looks) look(); }; // the server's word came meanwhile
  timer = setTimeout(() => whenIdle(lookAgain), AGAIN_MS); // what a run has drawn counts
}

function hearOf(session, socket) {
  const drawn = document.querySelector("[data-lab-session]")?.dataset.labSession;
  const canTell = ![session, drawn].some((each) => NO_SESSION.includes(each));
  wantedSession = canTell ? session : null;
  if (session === "unknown") setTimeout(() => socket.close(COME_AGAIN), UNKNOWN_MS);
}

function listen() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/lab/state`);
  socket.addEventListener("message", (event) => {
    failed = 0;
    hideServerGone();
    const [state, session] = event.data.split("\n");
    wanted = state;
    hearOf(session, socket);
    look();
  });
  socket.addEventListener("close", ({ code }) => {
    wanted = null;
    if (code !== COME_AGAIN) failed += 1;
    if (failed >= GONE_AFTER) showServerGone();
    setTimeout(listen, code === COME_AGAIN ? COME_AGAIN_MS : RECONNECT_MS);
  });
}

export function startRecovery() {
  for (const kind of ["pointerdown", "pointerup", "keydown"])
    document.addEventListener(kind, () => { usedAt = performance.now(); }, true);
  listen();
}
