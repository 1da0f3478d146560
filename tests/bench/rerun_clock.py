"""Times a page's rerun inside the browser: from the key press to the frame drawn after the run.

Watching each websocket frame from Python would charge a page for every frame it sends; here a
few lines of JavaScript in the page count them.
"""

from playwright.sync_api import Page

# ForwardMsg.script_finished is field 6, a varint: the only top-level one a run ends with.
COUNT_RUNS = """
(() => {
  const clock = window.__rerun = { runs: 0, pressed: 0, drawn: 0 };
  const fields = (bytes) => {
    const found = []; let at = 0;
    const varint = () => { let v = 0, s = 0, b; do { b = bytes[at++]; v += (b & 127) * 2 ** s;
      s += 7; } while (b & 128); return v; };
    while (at < bytes.length) {
      const tag = varint(); found.push(Math.floor(tag / 8));
      const kind = tag % 8;
      if (kind === 0) varint(); else if (kind === 1) at += 8; else if (kind === 5) at += 4;
      else { const size = varint(); at += size; }
    }
    return found;
  };
  const seen = (data) => {
    if (!(data instanceof ArrayBuffer) || data.byteLength > 200) return;
    if (!fields(new Uint8Array(data)).includes(6)) return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      clock.drawn = performance.now(); clock.runs += 1;
    }));
  };
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...args) { super(...args); this.addEventListener('message', (e) => seen(e.data)); }
  };
  window.addEventListener('keydown', () => { clock.pressed = performance.now(); }, true);
})();
"""


_AFTER_RUN = """
(before) => new Promise((done) => {
  const look = () => window.__rerun.runs > before
    ? done(window.__rerun.drawn - window.__rerun.pressed) : setTimeout(look, 2);
  look();
})
"""


def rerun_milliseconds(page: Page) -> float:
    """Press Streamlit's rerun key and return how long the page took to be drawn again."""
    before = page.evaluate("window.__rerun.runs")
    page.keyboard.press("r")
    return float(page.evaluate(_AFTER_RUN, before))
