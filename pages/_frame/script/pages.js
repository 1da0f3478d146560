// The pages of the lab, as the sidebar shows them; they are there also while it is shut.

export function pageLinks() {
  return [...document.querySelectorAll('[data-testid="stSidebarNavLink"]')];
}

export function titleOf(link) {
  return (link.querySelector("p") ?? link).textContent.trim();
}
