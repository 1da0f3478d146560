"""The only CSS beyond the theme: what makes buttons and code readable in light and dark."""

from typing import Literal

_READABLE = """
[data-testid^="stBaseButton-primary"]:not(:disabled) {
  color: light-dark(#ffffff, #0f1424) !important; }
[data-testid^="stBaseButton-primary"]:not(:disabled):is(:hover, :focus-visible, :active) {
  background-color: light-dark(#2a2ca6, #9aaafb) !important; }
.stHtml code { font-family: "Source Code Pro", monospace; }
.stCode .token.comment { color: light-dark(#57606f, #a3adc2) !important; }
.stCode .token.keyword, .stCode .token.boolean, .stCode .token.atrule {
  color: light-dark(#8a1f7d, #e39ae0) !important; }
.stCode .token.string, .stCode .token.char, .stCode .token.attr-value {
  color: light-dark(#1c6b35, #86d9a0) !important; }
.stCode .token.number, .stCode .token.constant { color: light-dark(#8a4600, #f0b072) !important; }
.stCode .token.function, .stCode .token.property, .stCode .token.attr-name,
.stCode .token.variable, .stCode .token.parameter, .stCode .token.builtin,
.stCode .token.class-name { color: light-dark(#2b3fb8, #9db2ff) !important; }
.stCode .token.operator, .stCode .token.punctuation {
  color: light-dark(#3a4256, #c6cee0) !important; }
"""


def style(theme: Literal["light", "dark"] | None) -> str:
    """Return the CSS for a viewer who sees the app in `theme`, None while that is unknown.

    Streamlit draws dialogs and popovers outside of the app, where light-dark() does not know it.
    """
    outside = '.stDialog, [data-testid="stPopoverBody"]'
    return f"<style>{_READABLE}{outside} {{ color-scheme: {theme or 'light dark'}; }}</style>"
