"""Radio captions that can be read: full-strength badges and bold labels, by CSS alone."""

import streamlit as st

# Streamlit fades the whole caption to 60 %, which takes the badges below AA contrast.
_STYLE = """<style>
[data-testid="stRadioCaption"] [data-testid="stCaptionContainer"] { opacity: 1; }
[data-testid="stRadioCaption"] [data-testid="stCaptionContainer"] p {
  color: color-mix(in srgb, currentColor 70%, transparent); text-wrap: pretty; }
[data-testid="stRadioGroup"] label [data-testid="stMarkdownContainer"] p { font-weight: 600; }
[data-testid="stRadioCaption"] [data-testid="stMarkdownContainer"] p,
[data-testid="stRadioCaption"] p { font-weight: 400 !important; }
</style>"""


def readable_radio_captions() -> None:
    """Apply to every radio of the page that is being drawn."""
    st.html(_STYLE)
