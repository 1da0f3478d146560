"""Questions in the words of the address of the page Users."""

from datetime import date

import pytest

from services.errors import InputError
from services.users.snapshot.question import DayRange, TextMatch, UserQuestion, Verified
from services.users.snapshot.question_words import question_of_words, require_known, words_of

ANN = UserQuestion(text="ann", statuses=("CONFIRMED",), groups=("admins",))


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        pytest.param([], UserQuestion(), id="nothing is everybody"),
        pytest.param(["status=CONFIRMED&group=admins&q=ann"], ANN, id="the part behind the ?"),
        pytest.param(["status=CONFIRMED", "group=admins", "text=ann"], ANN, id="one by one"),
        pytest.param(
            [
                (
                    "http://localhost:8501/users?admin_users_status=CONFIRMED&admin_users_text=ann"
                    "&admin_users_group=admins&admin_users_page=3&admin_users_size=25&present=1&q=other"
                )
            ],
            ANN,
            id="an address: the table's own names count",
        ),
        pytest.param(["?admin_users_text=a%40b.de"], UserQuestion(text="a@b.de"), id="decoded"),
        pytest.param(["admin_users_text=a%40b.de"], UserQuestion(text="a@b.de"), id="a part of it"),
        pytest.param(["q=+49170"], UserQuestion(text="+49170"), id="typed by hand: not decoded"),
        pytest.param(["q=50%25"], UserQuestion(text="50%25"), id="nor is a percent sign"),
        pytest.param(["q=a=b"], UserQuestion(text="a=b"), id="a value with the sign"),
        pytest.param(
            ["status=confirmed", "status=UNCONFIRMED"],
            UserQuestion(statuses=("CONFIRMED", "UNCONFIRMED")),
            id="several states, in any case",
        ),
        pytest.param(
            ["enabled=Disabled", "match=starts with", "where=email", "verified=neither verified"],
            UserQuestion(
                enabled=False,
                match=TextMatch.STARTS_WITH,
                where="email",
                verified=Verified.NEITHER,
            ),
            id="what takes one of a few words",
        ),
        pytest.param(
            ["created_from=2026-01-02", "modified_to=2026-03-04"],
            UserQuestion(
                created=DayRange(first=date(2026, 1, 2)), modified=DayRange(last=date(2026, 3, 4))
            ),
            id="days",
        ),
        pytest.param(
            ["sort=created&order=Descending"],
            UserQuestion(sort="created", is_descending=True),
            id="the order",
        ),
    ],
)
def test_words_are_a_question(texts: list[str], question: UserQuestion) -> None:
    assert question_of_words(words_of(texts)) == question


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stats=CONFIRMED", "There is no filter 'stats'. There is status."),
        ("status=", "The filter 'status=' has no value. Write NAME=VALUE"),
        ("&&&", "The filter '&&&' has no value. Write NAME=VALUE"),
        ("status", "The filter 'status' has no value. Write NAME=VALUE, such as status=CONFIRMED."),
        ("status=CONFIRMD", "The filter status does not take 'CONFIRMD'. It takes UNCONFIRMED, CO"),
        ("enabled=no", "The filter enabled does not take 'no'. It takes enabled, true, disabled"),
        ("created_to=1.2.2026", "The filter created_to is no day. Write YYYY-MM-DD."),
        ("q=a&q=b", "The filter text is there twice. Name it once."),
    ],
)
def test_a_word_that_no_question_has_is_refused_with_what_there_is(text: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        question_of_words(words_of([text]))
    assert refused.value.one_line().startswith(says)


def test_a_name_that_is_not_known_is_told_with_what_is_near() -> None:
    require_known("group", ["admins"], {"admins", "staff"})
    with pytest.raises(InputError, match="There is no group 'admns'") as refused:
        require_known("group", ["admns"], {"admins", "staff"})
    assert refused.value.hint == "There is admins."
    with pytest.raises(InputError) as none:
        require_known("group", ["admins"], ())
    assert none.value.hint == "There is none yet."
