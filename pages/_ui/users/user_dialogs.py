"""The dialogs of the page Users: creating a user, and the question before one is changed."""

from pages._ui.users.acts.asked_change import draw_asked_change
from pages._ui.users.create.create_dialog import draw_create_dialog, is_creating


def draw_open_dialog() -> None:
    """Draw the dialog that is open, if any; Streamlit has room for one."""
    if is_creating():
        draw_create_dialog()
    else:
        draw_asked_change()
