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
        evidence=inferred("re:Post: 401 of a cognito authorizer", "api gateway: CreateAuthorizer"),
    )


HEADERS: tuple[Scenario, ...] = (
    Scenario(
        id="bare-token",
        title="ID token without Bearer",
        story="Both forms work, so both are found in examples: with and without the word Bearer.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, value="{token}"),
        expected=_MY_API,
        evidence=documented("api gateway: cognito authorizer", "api gateway: cognito overview"),
        fact="ID token",
    ),
    Scenario(
        id="bearer-token",
        title="ID token with Bearer",
        story="The form that HTTP clients build: the scheme, a space, the token.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID),
        expected=_MY_API,
        evidence=several_reports(
            "cognito: tokens for api gateway", "report: ID token accepted, access token refused"
        ),
        fact="Bearer before the token",
    ),
    Scenario(
        id="lower-case-bearer",
        title="ID token with bearer in lower case",
        story="HTTP compares schemes without regard to case; whether AWS does was not reported.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, value="bearer {token}"),
        expected=_MY_API,
        evidence=not_verified("cognito: tokens for api gateway"),
        fact="Bearer before the token",
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
        evidence=inferred("api gateway: CreateAuthorizer"),
        fact="empty header",
    ),
    Scenario(
        id="other-header",
        title="ID token in another header",
        story="The token is good but in X-Auth-Token, where this authorizer does not look.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, header="X-Auth-Token"),
        expected=U401,
        evidence=several_reports("report: raw 401", "api gateway: CreateAuthorizer"),
        fact="another header",
    ),
    Scenario(
        id="lower-case-name",
        title="authorization in lower case",
        story="HTTP/2 sends every header name in lower case, so this has to work.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, header="authorization"),
        expected=_MY_API,
        evidence=not_verified("api gateway: known issues", "report: lower-case header"),
        fact="lower-case header name",
    ),
    Scenario(
        id="token-in-query",
        title="ID token in the query string",
        story="A download link carries the token: the authorizer reads headers only.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, value=None, query=(("access_token", "{token}"),)),
        expected=U401,
        evidence=documented("api gateway: CreateAuthorizer", "api gateway: cognito authorizer"),
        fact="no token",
    ),
    Scenario(
        id="huge-headers",
        title="Headers over 10,240 bytes",
        story="A token with very many groups, or large cookies: API Gateway counts all headers.",
        group=Group.HEADER,
        sending=Sending(credential=Credential.ID, padding=12_000),
        expected=Expected(status=431, message="HTTP header is larger than 10240 bytes"),
        evidence=one_report("report: headers too large", "api gateway: quotas"),
        fact="headers too large",
    ),
)
