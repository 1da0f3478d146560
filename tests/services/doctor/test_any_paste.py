"""What holds for every paste: no crash, no secret in what is said, noise that changes nothing."""

import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.doctor.complaint import Complaint
from services.doctor.consultation import Consultation, Pasted, examine_paste
from services.doctor.readers.documents.document_facts import facts_of
from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import clean_paste
from services.doctor.readers.reading import read_paste
from services.doctor.ticket import ticket_of
from tests.services.doctor.cases.case_files import open_cases
from tests.services.tokens.forge import ACCESS_CLAIMS, signed, unsigned

CASES = open_cases()
# Pieces that readers look for: a text of them reaches further into each than random letters.
PIECES = (
    "HTTP/2 401\n",
    "x-amzn-errortype: UnauthorizedException\n",
    '{"message":"Unauthorized"}',
    "curl 'https://api.example.com' \\\n",
    "-H 'Authorization: Bearer ",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
    "An error occurred (NotAuthorizedException) when calling the InitiateAuth operation: ",
    "{'Error': {'Code': ",
    "Request URL: ",
    "Status Code\n403\n",
    "https://a/?error=invalid_grant",
    'fetch("https://a", {',
    "Execution failed due to configuration error: ",
    "> ",
    "< ",
    "\\n",
    '\\"',
    "[[[[",
    "{{{{",
    "\u200b",
    "&quot;",
    "%20",
)
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, token=TEXTS, complaint=st.sampled_from(Complaint))
def test_no_paste_is_an_error(text: str, token: str, complaint: Complaint) -> None:
    consultation = examine_paste(None, Pasted(text=text, token=token, complaint=complaint))
    assert consultation.causes or consultation.next_step


@settings(max_examples=40, deadline=None)
@given(piece=st.sampled_from(PIECES) | st.text(min_size=1, max_size=12))
def test_a_long_paste_is_no_error_and_the_readers_see_little_of_it(piece: str) -> None:
    """How long it takes is a row of the bench; that it cannot grow with the text is shown here."""
    text = (piece * (400_000 // len(piece) + 1))[:400_000]
    consultation = examine_paste(None, Pasted(text=text))
    assert consultation.causes or consultation.next_step
    kept = clean_paste(text)
    assert kept.is_cut
    assert len(kept.text) <= 17_000


def test_many_answers_in_one_paste_are_gone_through_a_few_times_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each was once compared with the last one as often as there are answers."""
    compared: list[Excerpt] = []
    differs = Excerpt.differs_from

    def counted(self: Excerpt, other: Excerpt) -> bool:
        compared.append(self)
        return differs(self, other)

    monkeypatch.setattr(Excerpt, "differs_from", counted)
    examine_paste(None, Pasted(text="HTTP/2 401\n" * 200))
    assert 0 < len(compared) <= 5 * 200


def test_a_long_document_is_told_from_its_first_fields() -> None:
    """A JSON document is read whole, and of its fields only so many."""
    refusals = [{"statusCode": 403, "body": '{"message":"Forbidden"}'}] * 2_500
    reading = read_paste(json.dumps(refusals))
    assert len(reading.excerpts) == 5
    assert len(facts_of({str(number): number for number in range(4_000)})) == 600


NOISE = {
    "a byte order mark": lambda text: f"\ufeff{text}",
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "a fence": lambda text: f"```\n{text}\n```",
    "indentation": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "a sentence before": lambda text: f"Hello, can you help me with this?\n\n{text}",
    "a sentence after": lambda text: f"{text}\n\nThank you very much!",
    "empty lines": lambda text: f"\n\n\n{text}\n\n\n",
    "a prompt after": lambda text: f"{text}\nuser@host:~$ ",
    "zero-width spaces": lambda text: f"\u200b{text}\u200b",
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_never_changes_the_first_cause(noise: str) -> None:
    changed = [
        (case.name, found[0].id if found else "none")
        for case in CASES
        if (found := case.examined(text=NOISE[noise](case.text)).causes[:1]) is not None
        and [each.id for each in found] != [case.examined().causes[0].id]
    ]
    assert changed == []


TOKEN = signed(ACCESS_CLAIMS)
SECRETS = (
    TOKEN,
    unsigned(ACCESS_CLAIMS),
    "Correct-Horse-9",
    "c2VjcmV0LW9mLWEtY2xpZW50",
    "AKIAIOSFODNN7EXAMPLE",
)
ACCOUNT = "111122223333"


def said(consultation: Consultation) -> str:
    """Return everything that the page, the command line and a ticket show."""
    told = [(each.cause.title, each.because, each.cause.fix) for each in consultation.causes]
    return json.dumps([consultation.read_as, told, consultation.next_step]) + ticket_of(
        consultation
    )


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "template",
    [
        "HTTP/2 403\n\n" + '{"message":"\'%s\' not a valid key=value pair (missing equal-sign)"}',
        (
            "curl -H 'Authorization: Bearer %s' https://api.example.com/x\n"
            '{"message":"Unauthorized"}'
        ),
        "curl -H 'x-api-key: %s' https://api.example.com/x?token=%s\n" + '{"message":"Forbidden"}',
        '{"__type":"NotAuthorizedException","message":"bad","Session":"%s","Password":"%s"}',
        (
            "POST /user-sign-in HTTP/1.1\nHost: a\nAuthorization: Basic %s\n\n"
            '{"password":"%s"}\n\nHTTP/1.1 400\n\n{"message":"Invalid request body"}'
        ),
        "AuthParameters={USERNAME=ana, PASSWORD=%s}\nNotAuthorizedException: wrong",
        '{"errorType":"%s","errorMessage":"Authorization: Bearer %s"}',
        "{ data: [Error: invalid_grant for refresh_token=%s], message: 'failed' }",
        "org.acme.LoginException: password=%s client_secret=%s rejected",
        "https://app.example.com/cb?error=invalid_request&error_description=x&code=%s#id_token=%s",
    ],
)
def test_no_secret_of_a_paste_is_said_or_logged(
    template: str, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    consultation = examine_paste(None, Pasted(text=template.replace("%s", secret)))
    assert secret not in said(consultation)
    assert secret not in caplog.text
    assert secret not in repr(consultation)


def test_no_account_number_is_in_a_ticket() -> None:
    text = (
        f"User: arn:aws:iam::{ACCOUNT}:user/ana is not authorized to perform: execute-api:Invoke "
        f"on resource: arn:aws:execute-api:eu-west-1:{ACCOUNT}:api1/demo/GET/x"
    )
    consultation = examine_paste(None, Pasted(text=json.dumps({"message": text})))
    assert consultation.causes[0].id == "resource-policy"
    assert ACCOUNT not in ticket_of(consultation)
    assert "api1/demo/GET/x" in ticket_of(consultation)


def test_no_e_mail_address_is_in_a_ticket() -> None:
    text = (
        "An error occurred (UserNotFoundException) when calling the AdminGetUser operation: "
        "User ana.b+c@mail.example.org does not exist."
    )
    ticket = ticket_of(examine_paste(None, Pasted(text=text)))
    assert "User <e-mail address> does not exist" in ticket
    assert "ana.b" not in ticket


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=TEXTS, after=TEXTS)
def test_no_token_between_other_texts_is_said(before: str, after: str) -> None:
    consultation = examine_paste(None, Pasted(text=f"{before}\n{TOKEN}\n{after}"))
    assert TOKEN not in said(consultation)
