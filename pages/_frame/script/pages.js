// The pages of the lab, as the sidebar shows them; they are there also while it is shut.

export function pageLinks() {
  return [...document.querySelectorAll('[data-testid="stSidebarNavLink"]')];
}

export function titleOf(link) {
  return (link.querySelector("p") ?? link).textContent.trim();
}

// The digits as they stand on the keyboard; pages beyond the tenth have none.
const DIGITS = "1234567890";

export function digitOf(index) {
  return DIGITS[index] ?? null;
}

export function pageAt(key) {
  return pageLinks()[DIGITS.indexOf(key)];
}
