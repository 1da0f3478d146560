"""Bodies that were pasted as they came: the doctor knows an answer by its fields alone."""

import pytest

from services.doctor.cause import Strength
from services.doctor.consultation import Pasted, examine_paste

DELIVERY = '{"UserSub":"0c0c","CodeDeliveryDetails":{"Destination":"a***@e***"}}'


@pytest.mark.parametrize(
    ("text", "is_assumed"),
    [
        (f"HTTP/1.1 200 OK\n\n{DELIVERY}", False),
        (DELIVERY, True),
        (f'{{"userConfirmed":false,"codeD{DELIVERY[DELIVERY.index("eliveryD") :]}', True),
        (f"I call signUp and the mail never comes, this is what I get:\n{DELIVERY}", True),
    ],
    ids=["with its status", "the body alone", "as Amplify prints it", "below a sentence"],
)
def test_a_delivery_that_cognito_tells_is_a_success_however_it_was_pasted(
    text: str, *, is_assumed: bool
) -> None:
    consultation = examine_paste(None, Pasted(text=text))
    first = consultation.causes[0]
    assert (first.id, first.strength) == ("code-does-not-arrive", Strength.POSSIBLE)
    assert first.because[0] == (
        'The text says: “CodeDeliveryDetails: {"Destination": "a***@e***"}”.'
    )
    assert consultation.read_as[0] == "Answer 200."
    assert ("200 is assumed from its body" in " ".join(consultation.read_as)) is is_assumed


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("ERROR Lambda: Incorrect username or password for MyUser", "for MyUser”: one text for"),
        ("com.me.App: USER_PASSWORD_AUTH Flow Not Enabled for this client", "Flow Not Enabled"),
    ],
    ids=["by the answer's name", "by a line of the text"],
)
def test_a_line_of_the_text_is_quoted_as_it_was_written(text: str, quoted: str) -> None:
    assert quoted in examine_paste(None, Pasted(text=text)).causes[0].because[0]


def test_what_the_doctor_says_itself_is_not_quoted_as_the_text() -> None:
    text = (
        '{"name":"AxiosError","message":"Network Error","code":"ERR_NETWORK",'
        '"detail":"Refresh Token has expired"}'
    )
    told = {each.id: each.because for each in examine_paste(None, Pasted(text=text)).causes}
    assert told["refresh-refused"] == (
        "The answer is not shown, and the text says “Network Error”.",
    )


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Basic QWJjOmRlZg",
        "AWS_SECRET_ACCESS_KEY=QWJjOmRlZg",
        "client_secret%3DQWJjOmRlZg",
        "token%20%3D%20QWJjOmRlZg",
    ],
)
def test_a_quoted_line_shows_no_secret(secret: str) -> None:
    consultation = examine_paste(None, Pasted(text=f"ERROR invalid_client for {secret}"))
    because = " ".join(text for each in consultation.causes for text in each.because)
    assert "for " in because
    assert "QWJjOmRlZg" not in because
