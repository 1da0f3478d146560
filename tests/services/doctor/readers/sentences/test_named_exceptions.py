"""Exceptions that sentences name: retold is likely at most, and what is wished for counts not."""

import pytest

from services.doctor.cause import Strength
from services.doctor.consultation import Pasted, examine_paste
from services.doctor.readers.sentences.named_exceptions import exceptions_named

WISHED = (
    "I tried to log in with the same email and I am always receiving the UserNotFoundException. "
    "The expected result as per the docs should be UserNotConfirmedException"
)


def test_the_exception_that_a_sentence_wishes_for_is_not_the_one_it_got() -> None:
    first = examine_paste(None, Pasted(text=WISHED)).causes[0]
    assert (first.id, first.strength) == ("user-not-found", Strength.LIKELY)


def test_a_sentence_that_ends_with_a_name_proves_nothing() -> None:
    first = examine_paste(None, Pasted(text="It fails with a CodeMismatchException")).causes[0]
    assert (first.id, first.strength) == ("code-mismatch", Strength.LIKELY)


@pytest.mark.parametrize("text", ["CodeMismatchException", "Error: CodeMismatchException"])
def test_a_name_on_its_own_line_is_what_a_program_printed(text: str) -> None:
    first = examine_paste(None, Pasted(text=text)).causes[0]
    assert (first.id, first.strength) == ("code-mismatch", Strength.CERTAIN)


def test_names_as_the_sdk_for_ios_spells_them_are_read() -> None:
    told = 'I receive a "userNotFound" error instead of an "userNotConfirmed" error'
    assert exceptions_named(told) == {"UserNotFoundException"}
