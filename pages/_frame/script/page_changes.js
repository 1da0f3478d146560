// One observer for all parts: tells once a frame that Streamlit drew something.

const listeners = [];
let isDue = false;

function tell() {
  isDue = false;
  listeners.forEach((listener) => listener());
}

function later() {
  if (isDue) return;
  isDue = true;
  // A tab in the background draws no frames; what it shows has to be right when it comes back.
  if (document.hidden) setTimeout(tell, 100);
  else requestAnimationFrame(tell);
}

export function onPageChange(listener) {
  if (listeners.length === 0)
    new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  listeners.push(listener);
  later();
}

export function isScriptRunning() {
  const app = document.querySelector('[data-testid="stApp"]');
  return app?.dataset.testScriptState !== "notRunning";
}

const PATIENCE_MS = 3000, LOOK_MS = 100, DRAW_MS = 200, LONGEST_MS = 5000;

// Streamlit says that a run has ended before all that it drew is in the page: `act` waits for that.
export function whenIdle(act) {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: LONGEST_MS });
  else setTimeout(act, DRAW_MS); // Safari has no other way
}

// Returns what `find` finds as soon as it does, null if it never does or another page comes. At the
// last look `find` is called with true.
export async function whenDrawn(find) {
  const address = location.href;
  for (let left = PATIENCE_MS; address === location.href; left -= LOOK_MS) {
    const found = find(left <= 0);
    if (found || left <= 0) return found;
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
  return null;
}

// A page that is still being built would lose a click: a button is waited for until no script runs.
export function whenQuiet(find) {
  return whenDrawn((isLast) => (isLast || !isScriptRunning() ? find() : null));
}
