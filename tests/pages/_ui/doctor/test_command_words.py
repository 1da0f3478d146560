"""Where the values of a command's names come from."""

import pytest

from pages._ui.doctor.command_words import variables_words

PRINTED = "`python -m infra_scripts outputs --format env` prints the value of"
ENDPOINT = "For the local engine, add `--endpoint-url $ENDPOINT_URL` to an `aws` command."


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        pytest.param(["python -m infra_scripts up"], "", id="no name"),
        pytest.param(
            ['curl "$BASE_URL/my-api" -H "Authorization: Bearer $ID_TOKEN"'],
            f"{PRINTED} \\$BASE\\_URL. Put in \\$ID\\_TOKEN yourself.",
            id="a token is the reader's own",
        ),
        pytest.param(
            ["", "aws a $REST_API_ID $STAGE", "aws b $STAGE $REGION"],
            f"{PRINTED} \\$REST\\_API\\_ID, \\$STAGE and \\$REGION. {ENDPOINT}",
            id="each name once",
        ),
    ],
)
def test_the_words_name_what_is_printed_and_what_is_not(commands: list[str], words: str) -> None:
    assert variables_words(commands, is_local=True) == words


def test_on_aws_no_endpoint_is_needed() -> None:
    assert ENDPOINT not in variables_words(["aws a $REST_API_ID"], is_local=False)
