// The list of the keys, opened by "?". Keys without Ctrl can be switched off there: who dictates to
// the browser would press them unawares.

import { build } from "./build.js";
import { makeDialog, showDialog } from "./dialogs.js";
import { digitOf, pageLinks, titleOf } from "./pages.js";
import { keepPreference, preference } from "./preferences.js";
import { isPresenting } from "./presenting.js";

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const FIND_KEYS = isMac ? ["⌘", "K"] : ["Ctrl", "K"];

export function areSingleKeysOn() {
  return preference("single-keys") !== "off";
}

function row(keys, meaning) {
  const caps = keys.flatMap((key) => [build("kbd", {}, key), " "]);
  return build("tr", {}, build("th", { scope: "row" }, ...caps), build("td", {}, meaning));
}

function table() {
  if (isPresenting()) return build("table", { class: "lab-keys" }, stageRows());
  const pages = pageLinks().map((link, index) => {
    const digit = digitOf(index);
    return digit ? row([digit], titleOf(link)) : row(FIND_KEYS, `${titleOf(link)}: type its name`);
  });
  return build("table", { class: "lab-keys" }, build("tbody", {},
    row(FIND_KEYS, "Find a page, scenario, user or cause"),
    row(["/"], "The same"),
    row(["M"], "Do the main action of the page"),
    row(["←", "→"], "Previous and next step of the walkthrough"),
    row(["?"], "Show these keys, and hide them"),
    ...pages));
}

function stageRows() {
  return build("tbody", {},
    row(["→", "Page Down"], "Next step"),
    row(["←", "Page Up"], "Step before"),
    row(["R"], "Run the step"),
    row(["A"], "Play the call's way again"),
    row(["Q"], "Reveal: question, answer, how this goes wrong"),
    row(["W"], "What ran: the AWS calls"),
    row(["B", "."], "Black screen, and back"),
    row(["N"], "Open the notes"),
    row(["U"], "Put everything back; asks first"),
    row(["1", "…", "0"], "The first ten pages"),
    row(FIND_KEYS, "Find a page, scenario, user or cause"),
    row(["?"], "Show these keys, and hide them"),
    row(["Esc"], "End presenter's mode"));
}

function singleKeysSwitch() {
  const box = build("input", { type: "checkbox" });
  box.checked = areSingleKeysOn();
  box.addEventListener("change", () => {
    keepPreference("single-keys", box.checked ? "on" : "off");
  });
  return build("label", { class: "lab-switch" }, box, " Keys without Ctrl are on");
}

export function openKeys() {
  const close = build("button", { type: "button", class: "lab-close" }, "Close");
  const dialog = makeDialog("Keyboard shortcuts",
    build("h2", {}, "Keyboard shortcuts"),
    table(),
    build("p", {}, "They do nothing while you type in a field."),
    build("div", { class: "lab-dialog-foot" }, singleKeysSwitch(), close));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "?") return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  if (showDialog(dialog)) close.focus();
}
