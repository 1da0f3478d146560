"""The grid: every kind of token on every route of the lab, with what AWS answers in each cell."""

from dataclasses import dataclass

from services.authorizer.evidence import (
    Evidence,
    documented,
    inferred,
    not_verified,
    several_reports,
)
from services.scenarios.scenario import Credential, Expected, Group, Scenario, Sending
from services.scenarios.table.expectations import EXPIRED, U401, answered_by
from services.scenarios.token_changes import garbage, with_admin_claim

COLUMNS: dict[str, str] = {
    "open": "/open",
    "my-api": "/my-api",
    "scoped": "/my-api/scoped",
    "one-client": "/my-api/one-client",
    "admins": "/my-api/admins",
}
_ROUTE_STORIES: dict[str, str] = {
    "open": "This method has no authorizer, so nobody looks at the header.",
    "my-api": "Without scopes, the authorizer expects an ID token.",
    "scoped": "With scopes, the authorizer expects an access token that holds one of them.",
    "one-client": "This authorizer also compares the aud claim with one app client's id.",
    "admins": "The authorizer knows nothing of groups; the function asks for the group admins.",
}
_F403 = answered_by("/my-api/admins", status=403)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row of the grid: the token, its story, and the answers of the five columns in order."""

    id: str
    title: str
    story: str
    fact: str
    sending: Sending
    answers: tuple[Expected, Expected, Expected, Expected, Expected]
    evidence: Evidence


_OPEN, _MY_API, _SCOPED, _ONE_CLIENT, _ADMINS = (answered_by(path) for path in COLUMNS.values())
_LINES: tuple[_Line, ...] = (
    _Line(
        id="no-header",
        title="No Authorization header",
        story="A stranger calls: this is what everybody sees who has not signed in.",
        fact="no token",
        sending=Sending(value=None),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=several_reports(
            "api gateway: gateway responses", "report: raw 401", "report: error types of an API"
        ),
    ),
    _Line(
        id="garbage",
        title="Garbage",
        story="A placeholder was left in the code, or the variable was empty.",
        fact="not a token",
        sending=Sending(credential=Credential.ID, change=garbage),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=several_reports("re:Post: 401 of a cognito authorizer"),
    ),
    _Line(
        id="tampered",
        title="Tampered ID token",
        story="Somebody writes the group admins into their own token and keeps the signature.",
        fact="changed payload",
        sending=Sending(credential=Credential.ID, change=with_admin_claim),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=inferred("api gateway: cognito overview", "re:Post: 401 of a cognito authorizer"),
    ),
    _Line(
        id="expired",
        title="Expired ID token",
        story=(
            "An hour has passed and the page still sends the old token. It comes from a "
            "short-lived app client, so the client-bound route refuses it for its audience first."
        ),
        fact="expired ID token",
        sending=Sending(credential=Credential.EXPIRED_ID),
        answers=(_OPEN, EXPIRED, EXPIRED, U401, EXPIRED),
        evidence=several_reports("report: expired token", "re:Post: 401 of a cognito authorizer"),
    ),
    _Line(
        id="other-pool",
        title="ID token of another user pool",
        story="The token is genuine, but of the test pool: staging and production were mixed up.",
        fact="another user pool",
        sending=Sending(credential=Credential.OTHER_POOL_ID),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=documented("re:Post: 401 of a cognito authorizer"),
    ),
    _Line(
        id="other-client",
        title="ID token of another app client",
        story="Another app of the company uses the same user pool: its tokens open this API, too.",
        fact="another app client",
        sending=Sending(credential=Credential.OTHER_CLIENT_ID),
        answers=(_OPEN, _MY_API, U401, U401, _F403),
        evidence=documented("api gateway: cognito authorizer", "api gateway: CreateAuthorizer"),
    ),
    _Line(
        id="id",
        title="ID token",
        story="What an app sends after signing a user in; this user is in no group.",
        fact="ID token",
        sending=Sending(credential=Credential.ID),
        answers=(_OPEN, _MY_API, U401, _ONE_CLIENT, _F403),
        evidence=documented(
            "api gateway: cognito authorizer",
            "api gateway: cognito overview",
            "cognito: tokens for api gateway",
        ),
    ),
    _Line(
        id="access",
        title="Access token",
        story="The most common 401: an access token where the method has no scopes.",
        fact="access token, no scopes",
        sending=Sending(credential=Credential.ACCESS),
        answers=(_OPEN, U401, _SCOPED, U401, U401),
        evidence=documented(
            "api gateway: cognito authorizer",
            "re:Post: 401 of a cognito authorizer",
            "report: ID token accepted, access token refused",
            "report: access token refused",
        ),
    ),
    _Line(
        id="access-with-scope",
        title="Access token with the custom scope",
        story=(
            "Another service calls with a token of the client_credentials flow. A pre token "
            "generation trigger could add the scope to a user's token, too."
        ),
        fact="access token, a scope fits",
        sending=Sending(credential=Credential.SCOPED_ACCESS),
        answers=(_OPEN, U401, _SCOPED, U401, U401),
        evidence=documented("api gateway: cognito authorizer", "api gateway: PutMethod"),
    ),
    _Line(
        id="refresh",
        title="Refresh token",
        story="The wrong one of the three was sent: a refresh token is for Cognito only.",
        fact="refresh token",
        sending=Sending(credential=Credential.REFRESH),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=inferred("cognito: kinds of tokens"),
    ),
)
LINES: dict[str, str] = {line.id: line.title for line in _LINES}
_FACTS = {  # cells that show another fact than their line
    ("id", "scoped"): "ID token, method with scopes",
    ("id", "one-client"): "audience fits",
    ("other-client", "scoped"): "ID token, method with scopes",
    ("other-client", "one-client"): "audience does not fit",
    ("access", "scoped"): "access token, a scope fits",
    ("access", "one-client"): "audience of an access token",
    ("access-with-scope", "my-api"): "access token, no scopes",
    ("access-with-scope", "one-client"): "audience of an access token",
    ("access-with-scope", "admins"): "access token, no scopes",
}
_UNSAID = {  # cells about which the line's own sources say nothing
    ("expired", "scoped"): not_verified("report: expired token"),
    ("expired", "one-client"): inferred(
        "api gateway: cognito authorizer", "api gateway: CreateAuthorizer"
    ),
    ("other-client", "one-client"): documented("api gateway: CreateAuthorizer"),
    ("access", "one-client"): documented("api gateway: cognito authorizer"),
    ("access-with-scope", "one-client"): documented("api gateway: cognito authorizer"),
}


def _cell(line: _Line, column: str, expected: Expected) -> Scenario:
    path = COLUMNS[column]
    evidence = documented("api gateway: cognito authorizer") if column == "open" else line.evidence
    return Scenario(
        id=f"{line.id}-on-{column}",
        title=f"{line.title} on {path}",
        story=f"{line.story} {_ROUTE_STORIES[column]}",
        group=Group.GRID,
        path=path,
        sending=line.sending,
        expected=expected,
        evidence=_UNSAID.get((line.id, column), evidence),
        fact=_FACTS.get((line.id, column), line.fact),
        line=line.id,
        column=column,
    )


GRID: tuple[Scenario, ...] = tuple(
    _cell(line, column, expected)
    for line in _LINES
    for column, expected in zip(COLUMNS, line.answers, strict=True)
)
