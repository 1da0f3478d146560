"""The one entry: the page script of every run and, imported by the server, the ASGI app."""

import streamlit as st

if __name__ == "__main__":  # the script runner executes the file on every rerun
    from pages._frame.frame import draw_frame

    draw_frame()
else:  # `streamlit run` imports it once
    from pages._frame.crash import report_crash
    from pages._frame.find_entries import find_entries
    from pages._server.server import app_options

    app = st.App(__file__, **app_options(report_crash, find_entries))
