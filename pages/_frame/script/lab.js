// The lab's own script: what Streamlit has no part for. It starts with the page and lives as long.
// It puts texts into the page as text, never as HTML, touches no token but to copy it, and keeps
// two things: the theme, and whether keys without Ctrl are on. It reads what templates draw:
//   a[data-lab-soft]          the address changes and the page runs anew, without being loaded
//   [data-lab-result="<id>"]  a new id: gets the focus, comes into view, and its
//   [data-lab-asked]          such a result also comes into view where the page opens with it
//   [data-lab-say="<text>"]   text is told to screen readers
//   time[data-lab-time="<ISO 8601>"]  the viewer's time is written beside the UTC one
//   button[data-lab-copy="<key>"]     copies the text in the container with that Streamlit key;
//                             one whose key begins with lab_unseen is not shown
//   button[data-lab-copy-token="id|access|refresh"]  copies a token, fetched on the click
//   [data-lab-focus="<key>"]  once it appears, the first field in that container has the focus;
//                             again when its [data-lab-times="<number>"] changes
//   [data-lab-enter="<key>"][data-lab-sends="<key>"]  Enter in the one presses the other's button
//   [data-lab-moves="<call>"]  a drawn way, which moves once for its call
//   [data-lab-main]           the main action of its page; without it, the first primary button
//   [data-lab-stage="<tool>"]  a tool of presenter's mode; [data-lab-reveal] what a key shows
//   [data-lab-reload]         the page is loaded anew
//   [data-lab-state], [data-lab-open], [data-lab-theme]  the frame's own tools

import { startTheme } from "./theme.js"; // before Streamlit starts
import { startCopying } from "./copying.js";
import { startFields } from "./fields.js";
import { startMainAction } from "./main_action.js";
import { startPalette } from "./palette.js";
import { startPresenting } from "./presenting.js";
import { startRecovery } from "./recovery.js";
import { startResults } from "./results.js";
import { startShortcuts } from "./shortcuts.js";
import { startSidebarButton } from "./sidebar_button.js";
import { startSoftLinks } from "./soft_links.js";
import { startStageKeys } from "./stage_keys.js";
import { startTimes } from "./times.js";
import { startWays } from "./ways.js";

startTheme();
startPresenting();
startSoftLinks();
startCopying();
startTimes();
startResults();
startFields();
startRecovery();
startMainAction();
startPalette();
startShortcuts();
startSidebarButton();
startStageKeys();
startWays();
