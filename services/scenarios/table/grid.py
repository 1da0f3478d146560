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
    row: str
    sending: Sending
    answers: tuple[Expected, Expected, Expected, Expected, Expected]
    evidence: Evidence


_OPEN, _MY_API, _SCOPED, _ONE_CLIENT, _ADMINS = (answered_by(path) for path in COLUMNS.values())
_LINES: tuple[_Line, ...] = (
    _Line(
        id="no-header",
        title="No Authorization header",
        story="A stranger calls: this is what everybody sees who has not signed in.",
        row="1",
        sending=Sending(value=None),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=several_reports("D3", "F5", "F15"),
    ),
    _Line(
        id="garbage",
        title="Garbage",
        story="A placeholder was left in the code, or the variable was empty.",
        row="3",
        sending=Sending(credential=Credential.ID, change=garbage),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=several_reports("D4"),
    ),
    _Line(
        id="tampered",
        title="Tampered ID token",
        story="Somebody writes the group admins into their own token and keeps the signature.",
        row="13",
        sending=Sending(credential=Credential.ID, change=with_admin_claim),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=inferred("D2", "D4"),
    ),
    _Line(
        id="expired",
        title="Expired ID token",
        story=(
            "An hour has passed and the page still sends the old token. It comes from a "
            "short-lived app client, so the client-bound route refuses it for its audience first."
        ),
        row="12",
        sending=Sending(credential=Credential.EXPIRED_ID),
        answers=(_OPEN, EXPIRED, EXPIRED, U401, EXPIRED),
        evidence=several_reports("F3", "D4"),
    ),
    _Line(
        id="other-pool",
        title="ID token of another user pool",
        story="The token is genuine, but of the test pool: staging and production were mixed up.",
        row="18",
        sending=Sending(credential=Credential.OTHER_POOL_ID),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=documented("D4"),
    ),
    _Line(
        id="other-client",
        title="ID token of another app client",
        story="Another app of the company uses the same user pool: its tokens open this API, too.",
        row="19",
        sending=Sending(credential=Credential.OTHER_CLIENT_ID),
        answers=(_OPEN, _MY_API, U401, U401, _F403),
        evidence=documented("D1", "D5"),
    ),
    _Line(
        id="id",
        title="ID token",
        story="What an app sends after signing a user in; this user is in no group.",
        row="5",
        sending=Sending(credential=Credential.ID),
        answers=(_OPEN, _MY_API, U401, _ONE_CLIENT, _F403),
        evidence=documented("D1", "D2", "D7"),
    ),
    _Line(
        id="access",
        title="Access token",
        story="The most common 401: an access token where the method has no scopes.",
        row="7",
        sending=Sending(credential=Credential.ACCESS),
        answers=(_OPEN, U401, _SCOPED, U401, U401),
        evidence=documented("D1", "D4", "F1", "F2"),
    ),
    _Line(
        id="access-with-scope",
        title="Access token with the custom scope",
        story=(
            "Another service calls: its token comes from the client_credentials flow, the only "
            "way to a custom scope without a browser."
        ),
        row="8",
        sending=Sending(credential=Credential.SCOPED_ACCESS),
        answers=(_OPEN, U401, _SCOPED, U401, U401),
        evidence=documented("D1", "D6"),
    ),
    _Line(
        id="refresh",
        title="Refresh token",
        story="The wrong one of the three was sent: a refresh token is for Cognito only.",
        row="11",
        sending=Sending(credential=Credential.REFRESH),
        answers=(_OPEN, U401, U401, U401, U401),
        evidence=inferred("D28"),
    ),
)
LINES: dict[str, str] = {line.id: line.title for line in _LINES}
_ROWS = {  # cells that show another row of the facts than their line
    ("id", "scoped"): "10",
    ("id", "one-client"): "20a",
    ("other-client", "scoped"): "10",
    ("other-client", "one-client"): "20b",
    ("access", "scoped"): "8",
    ("access", "one-client"): "20c",
    ("access-with-scope", "my-api"): "7",
    ("access-with-scope", "one-client"): "20c",
    ("access-with-scope", "admins"): "7",
}
_UNSAID = {  # cells about which the line's own sources say nothing
    ("expired", "scoped"): not_verified("F3"),
    ("expired", "one-client"): inferred("D1", "D5"),
    ("other-client", "one-client"): documented("D5"),
    ("access", "one-client"): documented("D1"),
    ("access-with-scope", "one-client"): documented("D1"),
}


def _cell(line: _Line, column: str, expected: Expected) -> Scenario:
    path = COLUMNS[column]
    evidence = documented("D1") if column == "open" else line.evidence
    return Scenario(
        id=f"{line.id}-on-{column}",
        title=f"{line.title} on {path}",
        story=f"{line.story} {_ROUTE_STORIES[column]}",
        group=Group.GRID,
        path=path,
        sending=line.sending,
        expected=expected,
        evidence=_UNSAID.get((line.id, column), evidence),
        row=_ROWS.get((line.id, column), line.row),
        line=line.id,
        column=column,
    )


GRID: tuple[Scenario, ...] = tuple(
    _cell(line, column, expected)
    for line in _LINES
    for column, expected in zip(COLUMNS, line.answers, strict=True)
)
