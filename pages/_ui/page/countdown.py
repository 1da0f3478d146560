"""A countdown that runs in the browser by CSS alone: no rerun, no script, no traffic."""

from html import escape

import streamlit as st

from pages._ui.page.time_words import moment

_HOUR = 3600
# An integer property can be animated, and counters turn it into minutes and seconds. Its "<" is
# written as an escape: DOMPurify drops a style that seems to hold a tag.
_STYLE = r"""<style>
@property --lab-left { syntax: "\3c integer>"; initial-value: 0; inherits: true; }
@keyframes lab-run { to { --lab-left: 0; } }
@keyframes lab-over { to { content: "Expired"; } }
.lab-countdown { font-variant-numeric: tabular-nums; font-size: 0.9rem; }
.lab-countdown b::after {
  counter-reset: h calc(round(down, var(--lab-left) / 3600, 1))
    all calc(round(down, var(--lab-left) / 60, 1))
    m mod(calc(round(down, var(--lab-left) / 60, 1)), 60) s mod(var(--lab-left), 60);
  content: "Expires in " counter(all) " min " counter(s, decimal-leading-zero) " s";
  animation: lab-run var(--lab-for) linear forwards, lab-over 1ms linear var(--lab-for) forwards;
}
.lab-countdown.hours b::after {
  content: "Expires in " counter(h) " h " counter(m, decimal-leading-zero) " min "
    counter(s, decimal-leading-zero) " s";
}
.lab-countdown span { color: color-mix(in srgb, currentColor 70%, transparent); }
</style>"""


def countdown(expires_at: float, now: float) -> None:
    """Draw the time left until `expires_at` (epoch seconds), running down second by second."""
    st.html(countdown_html(expires_at, now))


def countdown_html(expires_at: float, now: float) -> str:
    """Return the countdown as HTML; a moment in the past reads "Expired"."""
    left = round(expires_at - now)
    until = escape(moment(expires_at))
    if left <= 0:
        return f'<div class="lab-countdown">Expired <span>at {until}</span></div>{_STYLE}'
    css = "lab-countdown hours" if left > _HOUR else "lab-countdown"
    start = f"--lab-left: {left}; --lab-for: {left}s"
    return f'<div class="{css}" style="{start}"><b></b> <span>at {until}</span></div>{_STYLE}'
