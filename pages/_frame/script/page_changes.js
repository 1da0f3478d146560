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
