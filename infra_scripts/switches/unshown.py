"""What is shown in words only, because the cloud in use cannot cause it, with AWS's answer."""

from infra_scripts.switches.switch import Asks, Switch, Unshown
from services.authorizer.answers import GatewayAnswer
from services.authorizer.evidence import several_reports

UNSHOWN_SWITCHES: tuple[Switch, ...] = (
    Switch(
        id="secret-rotated",
        title="The client secret is rotated",
        changes="AddUserPoolClientSecret makes a new secret, DeleteUserPoolClientSecret ends the "
        "old one.",
        sees="An app that kept the old secret is refused. The sign-in function here is not: it "
        "reads the secret again as soon as its hash is refused.",
        asks=Asks.OLD_SECRET,
        status=400,
        cause="secret-hash",
        unshown=Unshown(
            why="The local engine has no AddUserPoolClientSecret. On AWS there is one, and the lab "
            "does not call it, because it could not be tried.",
            answer=GatewayAnswer(
                status=400,
                message="Unable to verify secret hash for client",
                error_type="NotAuthorizedException",
                response_type="",
                is_prefix=True,
            ),
            operation="AdminInitiateAuth",
            evidence=several_reports("re:Post: secret hash", "report: secret hash wrong"),
        ),
    ),
)
