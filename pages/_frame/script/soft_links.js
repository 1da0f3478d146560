// Soft links: <a href="?scenario=x" data-lab-soft> changes the address and lets Streamlit run the
// page anew, without loading it. Without this script it is a link like any other.

export function goSoftly(address) {
  history.pushState(null, "", address);
  // Streamlit listens to Back and Forward: it reads the address anew and runs the page.
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
}

function follow(event) {
  const isPlain = event.button === 0 &&
    !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const link = event.target instanceof Element && event.target.closest("a[data-lab-soft]");
  if (!isPlain || event.defaultPrevented || !link || link.origin !== location.origin) return;
  event.preventDefault();
  if (link.href !== location.href) goSoftly(link.href);
}

export function startSoftLinks() {
  document.addEventListener("click", follow);
}
