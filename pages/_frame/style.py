"""The stylesheet that the frame sends once a page: lab.css, and the theme for what lies outside."""

from pathlib import Path
from typing import Literal

_SHEET = Path(__file__).with_name("lab.css").read_text(encoding="utf-8")
_OUTSIDE = '.stDialog, [data-testid="stPopoverBody"]'


def style(theme: Literal["light", "dark"] | None) -> str:
    """Return the CSS for a viewer who sees the app in `theme`, None while that is unknown.

    Streamlit draws dialogs and popovers outside of the app, where light-dark() does not know it.
    """
    return f"<style>{_SHEET}{_OUTSIDE} {{ color-scheme: {theme or 'light dark'}; }}</style>"
