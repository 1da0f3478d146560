"""What the palette finds beyond the pages: scenarios, users and causes, each with its address."""

from collections.abc import Iterator
from urllib.parse import urlencode

from pages._ui.page.context import lab
from pages._ui.page.visible import visible
from services.errors import LabError

Entry = dict[str, str]


def find_entries() -> list[Entry]:
    """Return the entries; users are those of the first page of the pool, when it can be read."""
    return [*_scenarios(), *_users(), *_causes()]


def _entry(kind: str, title: str, address: str, words: str = "") -> Entry:
    return {"kind": kind, "title": visible(title), "address": address, "words": words}


def _scenarios() -> Iterator[Entry]:
    from services.scenarios.table.table import SCENARIOS

    for each in SCENARIOS:
        address = f"/authorizer_lab?{urlencode({'scenario': each.id})}"
        yield _entry("Scenario", each.title, address, words=each.group)


def _users() -> Iterator[Entry]:
    try:
        personas, users = lab().personas(), lab().directory.list_page().users
    except LabError:  # the pages say what is wrong
        return
    for persona in personas:
        address = f"/sign_in?{urlencode({'sign_in_persona': persona.username})}"
        yield _entry("Test user", f"Sign in as {persona.username}", address)
    for user in users:
        address = f"/admin_users?{urlencode({'user': user.username})}"
        yield _entry("User", user.username, address)


def _causes() -> Iterator[Entry]:
    from services.doctor.diagnosis import CAUSES

    for each in CAUSES:
        address = f"/response_doctor?{urlencode({'cause': each.id})}"
        yield _entry("Cause", each.title, address)
