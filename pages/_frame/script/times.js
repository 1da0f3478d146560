// Times: <time data-lab-time="2026-11-23T08:34:55Z">, written in UTC, gets the viewer's time, too.

import { onPageChange } from "./page_changes.js";

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" };
const DAY = { weekday: "short", day: "numeric", month: "short" };

export function localTime(date) {
  const isSameDay = date.getDate() === date.getUTCDate();
  return date.toLocaleString("en-GB", isSameDay ? CLOCK : { ...DAY, ...CLOCK });
}

function complete(time) {
  const date = new Date(time.dataset.labTime);
  if (Number.isNaN(date.getTime()) || date.getTimezoneOffset() === 0) return;
  const local = document.createElement("span");
  local.className = "lab-local";
  local.textContent = ` (${localTime(date)})`;
  local.title = `In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  time.append(local);
}

export function startTimes() {
  onPageChange(() => {
    document.querySelectorAll("time[data-lab-time]:not(:has(.lab-local))").forEach(complete);
  });
}
