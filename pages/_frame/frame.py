"""The frame around every page: configuration, navigation, sidebar, banners, error boundary."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._frame.banners import draw_banners
from pages._frame.crash import report_crash
from pages._frame.sidebar import draw_sidebar
from pages._frame.style import style
from pages._ui.page.feedback import show_flashes
from pages._ui.page.guards import ROUTED

_FAVICON = Path(__file__).with_name("favicon.png")
_PAGES = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page of the navigation; its address is its file's name."""

    file: str
    title: str
    icon: str


NAVIGATION: dict[str, tuple[PageEntry, ...]] = {
    "Learn": (PageEntry(file="learn/overview.py", title="Overview", icon="home"),),
    "Demo": (
        PageEntry(file="demo/sign_in.py", title="Sign in", icon="login"),
        PageEntry(file="demo/call_api.py", title="Call the API", icon="api"),
        PageEntry(file="demo/authorizer_lab.py", title="Authorizer lab", icon="grid_on"),
        PageEntry(file="demo/response_doctor.py", title="Response doctor", icon="stethoscope"),
        PageEntry(file="demo/revocation.py", title="Revocation race", icon="timer"),
    ),
    "Admin": (
        PageEntry(file="admin/admin_users.py", title="Users", icon="group"),
        PageEntry(file="admin/admin_stack.py", title="Stack", icon="layers"),
    ),
}


def draw_frame() -> None:
    """Draw one run of the app; an error in any page ends in the error boundary."""
    st.set_page_config(page_title="Authorizer Lab", page_icon=str(_FAVICON), layout="wide")
    st.logo(str(_FAVICON), size="large")
    st.html(style(st.context.theme.type))
    page = _navigation()
    try:
        draw_sidebar()
        draw_banners()
        st.session_state[ROUTED] = True
        page.run()
    except Exception as error:  # noqa: BLE001  the boundary: nothing of an error leaks to the page
        report_crash(error)
    show_flashes()


def _navigation() -> StreamlitPage:
    return st.navigation(
        {section: [_page(entry) for entry in entries] for section, entries in NAVIGATION.items()}
    )


def _page(entry: PageEntry) -> StreamlitPage:
    return st.Page(
        _PAGES / entry.file,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry.file == "learn/overview.py",
    )
