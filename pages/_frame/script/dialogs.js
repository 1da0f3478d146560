// Dialogs of our own: native ones, so that the rest of the page is out of reach, Escape closes them
// and the focus goes back to where it was.

import { build } from "./build.js";

export function makeDialog(title, ...children) {
  const dialog = build("dialog", { class: "lab-dialog", "aria-label": title }, ...children);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // its backdrop: what is in it lies above it
  });
  return dialog;
}

export function isDialogOpen() {
  return Boolean(document.querySelector('dialog[open], [role="dialog"]'));
}

export function showDialog(dialog) {
  if (isDialogOpen()) return false;
  const app = document.querySelector('[data-testid="stApp"]');
  // It lies outside of the app, whose theme decides.
  if (app) dialog.style.colorScheme = getComputedStyle(app).colorScheme;
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
