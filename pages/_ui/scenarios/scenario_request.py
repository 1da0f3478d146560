"""How a scenario's request is made, in words: what is sent, and how the lab gets its token."""

from services.scenarios.scenario import ApiKey, Credential, Place, Scenario
from services.scenarios.token_changes import unchanged

_EXPIRED = frozenset({Credential.EXPIRED_ID, Credential.EXPIRED_ACCESS})
_EXPIRED_LOCALLY = (
    "The expired token is a real one: an app client made for the run issues tokens that live for "
    "one second, and the lab waits that second. On AWS no token lives for less than 5 minutes, "
    "so there the lab keeps one until it has expired. None is forged."
)
_EXPIRED_ON_AWS = (
    "The expired token is a real one: AWS issues none that live for less than 5 minutes, so the "
    "first run keeps one and a run 5 minutes later sends it. None is forged."
)
_WORKBENCH = (
    "This call goes to the workbench, an API with unusual settings that is made for the run and "
    "removed after it."
)


def request_words(scenario: Scenario) -> str:
    """Return the request as HTTP text without a secret: the token is named, not shown."""
    sending = scenario.sending
    changed = "" if sending.change is unchanged else ", changed"
    token = f"<{sending.credential.value}{changed}>"
    query = "&".join(f"{name}={value.format(token=token)}" for name, value in sending.query)
    lines = [f"{scenario.http_method} {scenario.path}{'?' if query else ''}{query}"]
    if sending.value is not None:
        lines.append(f"{sending.header}: {sending.value.format(token=token)}".rstrip())
    if sending.api_key is not ApiKey.NOTHING:
        lines.append(f"x-api-key: <{sending.api_key.value}>")
    if sending.padding:
        lines.append(f"X-Padding: <{sending.padding:,} bytes>")
    if sending.preflight:
        lines += ["Origin: http://localhost", "Access-Control-Request-Method: GET"]
    return "\n".join([*lines, *(["", sending.body] if sending.body is not None else [])])


def making_words(scenario: Scenario, *, is_local: bool) -> str:
    """Return how the lab gets what the request needs, empty when there is nothing to say."""
    parts = []
    if scenario.sending.credential in _EXPIRED:
        parts.append(_EXPIRED_LOCALLY if is_local else _EXPIRED_ON_AWS)
    if scenario.place is Place.WORKBENCH:
        parts.append(_WORKBENCH)
    return " ".join(parts)
