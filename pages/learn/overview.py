"""Overview: what the lab is, the live stack as a drawing, and what to do next."""

import streamlit as st

from pages._ui.guards import require_frame

require_frame()
st.title("Authorizer Lab", anchor=False)
