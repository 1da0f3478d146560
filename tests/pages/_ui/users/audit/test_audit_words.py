"""What a change changed, in words."""

import pytest

from pages._ui.users.audit.audit_words import changed_words
from services.users.changes.change import Facts


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param({"enabled": True}, {"enabled": False}, "enabled: yes → no", id="a flag"),
        pytest.param(
            {"groups": []}, {"groups": ["admins", "staff"]}, "groups: none → admins, staff",
            id="groups",
        ),
        pytest.param(
            {"attributes": {"email": "a@b.c", "name": None, "locale": "de"}},
            {"attributes": {"email": "x@y.z", "name": "Ann", "locale": "de"}},
            "email: a@b.c → x@y.z; name: none → Ann",
            id="only the attributes that differ",
        ),
        pytest.param({}, {"groups": ["staff"]}, "groups: none → staff", id="a creation"),
        pytest.param({"status": "A"}, {"status": "B"}, "status: A → B", id="facts of another kind"),
        pytest.param({}, {}, "", id="the log keeps nothing"),
    ],
)  # fmt: skip
def test_what_differs_is_told(before: Facts, after: Facts, words: str) -> None:
    assert changed_words(before, after) == words
