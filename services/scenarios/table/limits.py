"""Scenarios about API keys, limits and request validation: the refusals beside the authorizer."""

from services.authorizer.evidence import documented, inferred, not_verified, several_reports
from services.scenarios.scenario import (
    ApiKey,
    Credential,
    Expected,
    Group,
    Place,
    Scenario,
    Sending,
)
from services.scenarios.table.expectations import (
    FORBIDDEN,
    THROTTLED,
    U401,
    USED_UP,
    answered_by,
)

_NOTHING = Sending(value=None)
_ID = Sending(credential=Credential.ID)

LIMITS: tuple[Scenario, ...] = (
    Scenario(
        id="api-key-missing",
        title="API key missing",
        story="The method asks for an x-api-key and gets none: 403, not 401.",
        group=Group.LIMITS,
        path="/key",
        place=Place.WORKBENCH,
        sending=_NOTHING,
        expected=FORBIDDEN,
        evidence=several_reports("re:Post: 403 of an API", "report: error types of an API"),
        fact="API key",
    ),
    Scenario(
        id="api-key-unknown",
        title="API key that nobody issued",
        story="A key of another API or a typing error: the answer is the same as for no key.",
        group=Group.LIMITS,
        path="/key",
        place=Place.WORKBENCH,
        sending=Sending(value=None, api_key=ApiKey.UNKNOWN),
        expected=FORBIDDEN,
        evidence=several_reports("re:Post: 403 of an API", "report: error types of an API"),
        fact="API key",
    ),
    Scenario(
        id="api-key-good",
        title="API key of the usage plan",
        story="A key is for counting, not for identity: nobody learns who is calling.",
        group=Group.LIMITS,
        path="/key",
        place=Place.WORKBENCH,
        sending=Sending(value=None, api_key=ApiKey.GOOD),
        expected=answered_by("/key"),
        evidence=documented("api gateway: throttling"),
        fact="API key",
    ),
    Scenario(
        id="bad-token-and-bad-key",
        title="Bad token and bad key",
        story="Both are wrong: expected is the authorizer's 401, as if it spoke first.",
        group=Group.LIMITS,
        path="/key-and-token",
        place=Place.WORKBENCH,
        sending=Sending(value="Bearer not-a-token", api_key=ApiKey.UNKNOWN),
        expected=U401,
        evidence=not_verified("api gateway: gateway responses"),
        fact="API key after the token",
    ),
    Scenario(
        id="good-token-and-bad-key",
        title="Good token and bad key",
        story="The token is fine, so now the key is looked at: 403.",
        group=Group.LIMITS,
        path="/key-and-token",
        place=Place.WORKBENCH,
        sending=Sending(credential=Credential.ID, api_key=ApiKey.UNKNOWN),
        expected=FORBIDDEN,
        evidence=inferred("re:Post: 403 of an API", "api gateway: gateway responses"),
        fact="API key after the token",
    ),
    Scenario(
        id="throttled",
        title="Too many requests",
        story="The key's usage plan allows no call per second, so the first one is too fast.",
        group=Group.LIMITS,
        path="/key",
        place=Place.WORKBENCH,
        sending=Sending(value=None, api_key=ApiKey.THROTTLED),
        expected=THROTTLED,
        evidence=several_reports("re:Post: 429 of an API", "report: throttled"),
        fact="throttled",
    ),
    Scenario(
        id="quota-used-up",
        title="Quota used up",
        story="The same status as throttling, another text: waiting a second does not help.",
        group=Group.LIMITS,
        path="/key",
        place=Place.WORKBENCH,
        sending=Sending(value=None, api_key=ApiKey.USED_UP),
        expected=USED_UP,
        evidence=several_reports("re:Post: 429 of an API", "report: quota used up"),
        fact="quota used up",
    ),
    Scenario(
        id="parameter-missing",
        title="Required parameter missing",
        story="A request validator wants the query string q before the function is called.",
        group=Group.LIMITS,
        path="/search",
        place=Place.WORKBENCH,
        sending=_NOTHING,
        expected=Expected(
            status=400,
            message="Missing required request parameters: [q]",
            error_type="BadRequestException",
        ),
        evidence=several_reports(
            "snapshots: answers recorded on AWS", "api gateway: gateway responses"
        ),
        fact="required parameters",
    ),
    Scenario(
        id="parameter-sent",
        title="Required parameter sent",
        story="With q the call reaches the function.",
        group=Group.LIMITS,
        path="/search",
        place=Place.WORKBENCH,
        sending=Sending(value=None, query=(("q", "lab"),)),
        expected=answered_by("/search"),
        evidence=several_reports(
            "snapshots: answers recorded on AWS", "api gateway: gateway responses"
        ),
        fact="required parameters",
    ),
    Scenario(
        id="body-does-not-fit",
        title="Body that does not fit the model",
        story="The model wants a name as text; a number is refused before the function runs.",
        group=Group.LIMITS,
        http_method="POST",
        path="/orders",
        place=Place.WORKBENCH,
        sending=Sending(value=None, body='{"name": 7}'),
        expected=Expected(
            status=400, message="Invalid request body", error_type="BadRequestException"
        ),
        evidence=several_reports(
            "snapshots: answers recorded on AWS", "api gateway: gateway responses"
        ),
        fact="body and model",
    ),
    Scenario(
        id="body-fits",
        title="Body that fits the model",
        story="A name as text: the call reaches the function.",
        group=Group.LIMITS,
        http_method="POST",
        path="/orders",
        place=Place.WORKBENCH,
        sending=Sending(value=None, body='{"name": "lab"}'),
        expected=answered_by("/orders"),
        evidence=several_reports(
            "snapshots: answers recorded on AWS", "api gateway: gateway responses"
        ),
        fact="body and model",
    ),
)
