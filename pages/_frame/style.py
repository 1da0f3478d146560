"""The theme for what Streamlit draws outside of the app; all other styles stand in lab.css."""

from typing import Literal

_OUTSIDE = '.stDialog, [data-testid="stPopoverBody"]'


def style(theme: Literal["light", "dark"] | None) -> str:
    """Return the CSS for a viewer who sees the app in `theme`, None while that is unknown.

    Streamlit draws dialogs and popovers outside of the app, where light-dark() does not know it.
    """
    return f"<style>{_OUTSIDE} {{ color-scheme: {theme or 'light dark'}; }}</style>"
