"""What a scenario is: a story, a request, and what AWS is expected to answer, literally."""

from dataclasses import dataclass
from enum import StrEnum

from services.authorizer.answers import ObservedAnswer
from services.authorizer.comparison import WantedAnswer, compare_fields
from services.authorizer.evidence import Evidence
from services.scenarios.token_changes import Change, unchanged


class Group(StrEnum):
    """The chapters of the table."""

    GRID = "Token by route"
    HEADER = "How the header is sent"
    FORGED = "Forged and damaged tokens"
    SETTINGS = "What the authorizer's settings change"
    REVOKED = "After the user is signed out, disabled or deleted"
    ROUTING = "Paths, methods and stages"
    LIMITS = "Keys, limits and validation"
    FUNCTION = "Behind the authorizer: permission and function"
    BROWSER = "What a browser needs"


class Place(StrEnum):
    """Which API is called: the lab's own, or the workbench, made for the run and removed after."""

    LAB = "lab"
    WORKBENCH = "workbench"


class Credential(StrEnum):
    """Which token the request is made from; each is issued by Cognito for a user of the run."""

    NOTHING = "no token"
    ID = "ID token"
    ACCESS = "access token"
    REFRESH = "refresh token"
    SCOPED_ACCESS = "access token with the custom scope"
    ADMIN_ID = "ID token of a user in the group admins"
    OTHER_CLIENT_ID = "ID token of another app client"
    OTHER_POOL_ID = "ID token of another user pool"
    EXPIRED_ID = "expired ID token"
    EXPIRED_ACCESS = "expired access token"
    SIGNED_OUT_ID = "ID token of a user signed out everywhere"
    SIGNED_OUT_ACCESS = "access token of a user signed out everywhere"
    REVOKED_ID = "ID token after its refresh token was revoked"
    REVOKED_ACCESS = "access token after its refresh token was revoked"
    DISABLED_ID = "ID token of a disabled user"
    DELETED_ID = "ID token of a deleted user"


class ApiKey(StrEnum):
    """Which x-api-key is sent to the workbench."""

    NOTHING = "none"
    GOOD = "a key of the stage's usage plan"
    UNKNOWN = "a key nobody issued"
    USED_UP = "a key whose quota is used up"
    THROTTLED = "a key whose rate is zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How the request is made: `{token}` in `value` stands for the changed token.

    `value` None sends no header at all. `padding` is the size of one more header in bytes.
    """

    credential: Credential = Credential.NOTHING
    change: Change = unchanged
    header: str = "Authorization"
    value: str | None = "Bearer {token}"
    api_key: ApiKey = ApiKey.NOTHING
    query: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    stage: str = ""
    padding: int = 0
    preflight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What AWS answers, literally; None for `message` means that the function's answer comes back.

    `error_type` is empty where nobody has reported it. `route` is what the my-api function then
    says it answered. `has_cors` is None where it does not matter.
    """

    status: int
    message: str | None = None
    error_type: str = ""
    route: str = ""
    is_prefix: bool = False
    has_cors: bool | None = None

    def is_met_by(self, observed: ObservedAnswer, *, has_cors: bool) -> bool:
        """Tell whether status, body and error type are the expected ones."""
        fields = compare_fields(self.answer, observed)
        return not fields.differing and self.has_cors in (None, has_cors)

    @property
    def answer(self) -> WantedAnswer:
        """Return what is expected in the form that answers are compared in."""
        return WantedAnswer(
            status=self.status,
            message=self.message,
            error_type=self.error_type,
            is_prefix=self.is_prefix,
            route=self.route if self.message is None else None,
        )

    @property
    def words(self) -> str:
        """Return status and body in short, for tables."""
        if self.message is None:
            return f"{self.status} from the function" if self.route else str(self.status)
        return f"{self.status} {self.message}{'…' if self.is_prefix else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One row of the table; `fact` is the statement of docs/aws-facts.md that it shows.

    It is empty for a scenario that shows none of its own. `clouds` says where it can be caused.
    `column` and `line` place it in the grid.
    """

    id: str
    title: str
    story: str
    group: Group
    http_method: str = "GET"
    path: str = "/my-api"
    place: Place = Place.LAB
    sending: Sending
    expected: Expected
    evidence: Evidence
    fact: str = ""
    clouds: tuple[str, ...] = ("local", "aws")
    line: str = ""
    column: str = ""
