// What the script keeps in the browser: preferences without any secret. A browser that keeps
// nothing gets the defaults.

export function preference(name) {
  try {
    return localStorage.getItem(`lab-${name}`);
  } catch {
    return null;
  }
}

export function keepPreference(name, value) {
  try {
    localStorage.setItem(`lab-${name}`, value);
  } catch {
    // It counts until the page is loaded anew.
  }
}
