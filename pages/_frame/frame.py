"""The frame around every page: configuration, navigation, sidebar, banners, error boundary."""

from base64 import b64encode
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._frame.banners import draw_banners
from pages._frame.crash import report_crash
from pages._frame.navigation import NAVIGATION, PageEntry
from pages._frame.session_end import draw_session_end
from pages._frame.sidebar import draw_sidebar
from pages._frame.style import style
from pages._ui.page.feedback import show_flashes
from pages._ui.page.files.uploads import forget_elsewhere
from pages._ui.page.guards import ROUTED
from pages._ui.presenting.presenter_mode import draw_stage_bar, take_address
from pages._ui.presenting.put_back import draw_put_back_failure, say_put_back
from pages._ui.walkthrough.notes_window import draw_notes_window, is_notes_window

_PRODUCT = "Authorizer Lab"
_FAVICON = b64encode(Path(__file__).with_name("favicon.png").read_bytes()).decode()
_FAVICON_URL = f"data:image/png;base64,{_FAVICON}"  # a path would be read anew in every run
_FILES = Path(__file__).parent.parent
_PAGES = "_frame_pages"


def draw_frame() -> None:
    """Draw one run of the app; an error in any page ends in the error boundary."""
    st.set_page_config(page_title=_PRODUCT, page_icon=_FAVICON_URL, layout="wide")
    take_address()
    st.logo(_FAVICON_URL, size="large")
    st.html(style(st.context.theme.type))
    page = _navigation()
    forget_elsewhere(page.url_path)
    if is_notes_window():
        st.set_page_config(page_title=f"Notes · {_PRODUCT}")
        draw_notes_window()
        return
    st.set_page_config(page_title=f"{page.title} · {_PRODUCT}")
    try:
        draw_sidebar()
        draw_stage_bar(page.title, page.url_path)
        draw_banners()
        draw_put_back_failure()
        draw_session_end(page.url_path)
        st.session_state[ROUTED] = True
        page.run()
    except Exception as error:  # noqa: BLE001  the boundary: nothing of an error leaks to the page
        report_crash(error)
    say_put_back()
    show_flashes()


def _navigation() -> StreamlitPage:
    """Draw the menu; its pages are made once for a tab, as each looks for its file."""
    pages = st.session_state.get(_PAGES)
    if pages is None:
        pages = {name: [_page(entry) for entry in them] for name, them in NAVIGATION.items()}
        st.session_state[_PAGES] = pages
    return st.navigation(pages, expanded=True)  # else the last ones hide behind "View more"


def _page(entry: PageEntry) -> StreamlitPage:
    return st.Page(
        _FILES / entry.file,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry.is_first,
    )
