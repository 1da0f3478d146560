"""Why a user is protected from a change, said before anybody asks for it."""

from pages._ui.page.context import lab
from pages._ui.page.feedback import md_sentence
from pages._ui.users.acts.change_user import Build
from services.errors import LabError
from services.users.directory import UserSummary


def why_protected(user: UserSummary, build: Build) -> str:
    """Return why what `build` returns cannot be done to the user, "" when it can.

    Nobody is asked: the files and the user as the page has them tell it. What only Cognito knows is
    found out when the change is asked for.
    """
    try:
        return md_sentence(lab().desk.protection().refusal(build(user), user))
    except LabError as error:
        return md_sentence(error.one_line())
