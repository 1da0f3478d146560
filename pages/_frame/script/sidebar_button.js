// The button that opens the sidebar reads "Menu"; it is called so, too.

import { onPageChange } from "./page_changes.js";

export function startSidebarButton() {
  onPageChange(() => {
    const button = document.querySelector('[data-testid="stExpandSidebarButton"]');
    if (button && button.ariaLabel !== "Menu") button.ariaLabel = "Menu";
  });
}
