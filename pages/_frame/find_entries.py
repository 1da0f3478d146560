"""What the palette finds beyond the pages: scenarios, users, groups and causes, with addresses."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pages._ui.page.context import lab
from pages._ui.page.visible import visible
from services.authorizer.answers import FUNCTION_TOO_SLOW, error_body
from services.errors import LabError

if TYPE_CHECKING:
    from services.doctor.symptom import Symptom

Entry = dict[str, str]
_UNAUTHORIZED, _FORBIDDEN = 401, 403
_FUNCTION_REFUSED = '{"required_groups": ["admins"], "held_groups": []}'
_SIGN_IN_REFUSED = '{"code": "10023", "message": "The username or password is incorrect"}'


def find_entries() -> list[Entry]:
    """Return the entries; users are those of the first page of the pool, when it can be read.

    Causes come first: who types 401 has been refused, and there are more scenarios than fit.
    """
    return [*_causes(), *_scenarios(), *_users(), *_groups()]


def _entry(kind: str, title: str, address: str, words: str = "") -> Entry:
    return {"kind": kind, "title": visible(title), "address": address, "words": words}


def _scenarios() -> Iterator[Entry]:
    from services.scenarios.table.table import SCENARIOS

    for each in SCENARIOS:
        address = f"/authorizer_lab?{urlencode({'scenario': each.id})}"
        yield _entry("Scenario", each.title, address, words=f"{each.group} {each.expected.status}")


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


def _groups() -> Iterator[Entry]:
    try:
        names = lab().directory.groups()
    except LabError:
        return
    for name in names:
        yield _entry("Group", name, f"/admin_groups?{urlencode({'group': name})}")


def _causes() -> Iterator[Entry]:
    from services.doctor.diagnosis import CAUSES

    met_with = _statuses()
    for each in CAUSES:
        address = f"/response_doctor?{urlencode({'cause': each.id})}"
        yield _entry("Cause", each.title, address, words=" ".join(sorted(met_with[each.id])))


def _statuses() -> dict[str, set[str]]:
    """Return by cause the statuses it is met with.

    They are those of its checks, and of the answers that the doctor explains by it.
    """
    from services.authorizer.checks import CHECKS
    from services.doctor.diagnosis import CAUSES, diagnose

    answers = {check.id: str(check.answer.status) for check in CHECKS}
    found = {cause.id: {answers[each] for each in cause.checks} for cause in CAUSES}
    for symptom in _bare_answers():
        for diagnosis in diagnose(symptom):
            found[diagnosis.id].add(str(symptom.status))
    return found


def _bare_answers() -> "Iterator[Symptom]":
    """Yield answers as they are pasted: of the scenarios, and three that no scenario has whole."""
    from services.doctor.symptom import Symptom
    from services.scenarios.table.table import SCENARIOS

    yield Symptom(status=FUNCTION_TOO_SLOW.status, body=FUNCTION_TOO_SLOW.body)
    yield Symptom(status=_UNAUTHORIZED, body=_SIGN_IN_REFUSED)
    yield Symptom(status=_FORBIDDEN, body=_FUNCTION_REFUSED)
    for each in {scenario.expected.answer for scenario in SCENARIOS}:
        body = error_body(each.message, is_prefix=each.is_prefix) if each.message else ""
        yield Symptom(status=each.status, body=body)
