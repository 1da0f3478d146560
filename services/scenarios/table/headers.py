"""Scenarios about how a good token is sent: scheme, header name, quotes, size."""

from services.authorizer.evidence import (
    documented,
    inferred,
    not_verified,
    one_report,
    several_reports,
)
from services.scenarios import token_changes as changes
from services.scenarios.scenario import Credential, Expected, Group, Scenario, Sending
from services.scenarios.table.expectations import U401, answered_by

_MY_API = answered_by("/my-api")


def _header(id: str, title: str, story: str, sending: Sending, expected: Expected) -> Scenario:
    return Scenario(
        id=id,
        title=title,
        story=story,
        group=Group.HEADER,
        sending=sending,
        expected=expected,
        evidence=inferred("D4", "D5"),
    )


HEADERS: tuple[Scenario, ...] = (
    Scenario(
        id="bare-token",
        title="ID token without Bearer",
        story="Both forms work, so both are found in examples: with and without the word Bearer.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, value="{token}"),
        expected=_MY_API,
        evidence=documented("D1", "D2"),
        row="5",
    ),
    Scenario(
        id="bearer-token",
        title="ID token with Bearer",
        story="The form that HTTP clients build: the scheme, a space, the token.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID),
        expected=_MY_API,
        evidence=several_reports("D7", "F1"),
        row="6",
    ),
    Scenario(
        id="lower-case-bearer",
        title="ID token with bearer in lower case",
        story="HTTP compares schemes without regard to case; whether AWS does was not reported.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, value="bearer {token}"),
        expected=_MY_API,
        evidence=not_verified("D7"),
        row="6",
    ),
    _header(
        "double-bearer",
        "Bearer twice",
        "The client adds Bearer, and the variable already held it.",
        Sending(credential=Credential.ID, value="Bearer Bearer {token}"),
        U401,
    ),
    _header(
        "basic-scheme",
        "Basic instead of Bearer",
        "A client was set to another scheme: what follows is not taken for a token.",
        Sending(credential=Credential.ID, value="Basic {token}"),
        U401,
    ),
    _header(
        "quoted-token",
        "ID token in quotes",
        "The quotes of a JSON file were copied with the token.",
        Sending(credential=Credential.ID, value='"{token}"'),
        U401,
    ),
    Scenario(
        id="empty-header",
        title="Empty Authorization header",
        story="The variable with the token was not set: the header goes out empty.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, change=changes.empty, value="{token}"),
        expected=U401,
        evidence=inferred("D5"),
        row="2",
    ),
    Scenario(
        id="other-header",
        title="ID token in another header",
        story="The token is good but in X-Auth-Token, where this authorizer does not look.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, header="X-Auth-Token"),
        expected=U401,
        evidence=several_reports("F5", "D5"),
        row="25",
    ),
    Scenario(
        id="lower-case-name",
        title="authorization in lower case",
        story="HTTP/2 sends every header name in lower case, so this has to work.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, header="authorization"),
        expected=_MY_API,
        evidence=not_verified("D25", "F35"),
        row="26",
    ),
    Scenario(
        id="token-in-query",
        title="ID token in the query string",
        story="A download link carries the token: the authorizer reads headers only.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, value=None, query=(("access_token", "{token}"),)),
        expected=U401,
        evidence=documented("D5", "D1"),
        row="1",
    ),
    Scenario(
        id="huge-headers",
        title="Headers over 10,240 bytes",
        story="A token with very many groups, or big cookies: API Gateway counts all headers.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, padding=12_000),
        expected=Expected(status=431, message="HTTP header is larger than 10240 bytes"),
        evidence=one_report("F21", "D12"),
        row="27",
    ),
)
