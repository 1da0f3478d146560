"""The error tree: every failure a user can meet, and nothing else.

LabError                     message (what happened) + hint (what to do next) + facts
├── InputError               an argument or a form field is unusable            exit 2
├── SettingsError            a setting or flag is unusable                      exit 2
├── StoredFileError          a file under the home is unusable                  exit 2
│   └── DiskFull             there is no room to write it                       exit 1
├── SnapshotError            the user pool's snapshot cannot be used             exit 1
├── NotProvisioned           there is no stack here yet                         exit 1
├── StackBusy                another run is changing this stack                 exit 1
├── PlanRefused              a change AWS does not allow                        exit 1
├── LeftoversFound           `down` could not remove everything                 exit 1
├── Unobtainable             this cloud cannot give that (yet)                   exit 1
├── TokenError               a token cannot be decoded or verified              exit 1
├── ApiUnreachable           an HTTP call got no answer                         exit 3
├── EngineError              the embedded local engine                          exit 3
│   ├── PortTaken            the port asked for belongs to someone else         exit 2
│   ├── StateInUse           another engine holds the state, and cannot be found exit 3
│   ├── StateUnreadable      its saved state is damaged; it does not serve      exit 3
│   ├── StateNotSaved        what was done is lost when the engine ends         exit 1
│   ├── EngineVersionError   another ministack version than the repaired one    exit 3
│   └── SelfTestFailed       the engine gives wrong answers, so it is not used  exit 1
└── AwsError                 AWS refused; carries code, operation, http_status  exit 1
    ├── CloudUnreachable     no connection                                      exit 3
    ├── CredentialsRefused   no, expired or wrong credentials                   exit 3
    ├── AccessDenied         the caller may not do this
    ├── ResourceNotFound     no such pool, API, function, role ...
    │   └── UserNotFound     no such user in the pool
    ├── AlreadyExists        the name is taken
    │   └── UserExists       the username is taken
    ├── PasswordRefused      the password policy says no
    ├── InvalidRequest       AWS calls a parameter invalid
    ├── LimitReached         a service quota
    └── Throttled            too many requests, after all retries

Messages never contain a secret, a password or a token.
"""

from typing import ClassVar

_FIRST_SERVER_ERROR = 500
CLOUD_IS_GONE = 3  # exit status: the cloud cannot be reached or refuses the credentials


class LabError(Exception):
    """A failure with a message for the user and a hint for the next step.

    `facts` are plain attributes for callers and tests, never shown as they are.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "", **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.facts = facts

    def one_line(self) -> str:
        """Return message and hint as the single line the command line prints."""
        return " ".join(f"{self.message} {self.hint}".split())


class InputError(LabError):
    exit_status = 2


class SettingsError(LabError):
    exit_status = 2


class StoredFileError(LabError):
    exit_status = 2


class DiskFull(StoredFileError):
    exit_status = 1


class SnapshotError(LabError):
    pass


class NotProvisioned(LabError):
    pass


class StackBusy(LabError):
    pass


class PlanRefused(LabError):
    pass


class LeftoversFound(LabError):
    pass


class Unobtainable(LabError):
    pass


class TokenError(LabError):
    pass


class ApiUnreachable(LabError):
    exit_status = CLOUD_IS_GONE


class EngineError(LabError):
    exit_status = CLOUD_IS_GONE


class PortTaken(EngineError):
    exit_status = 2


class StateInUse(EngineError):
    pass


class StateUnreadable(EngineError):
    pass


class StateNotSaved(EngineError):
    exit_status = 1


class EngineVersionError(EngineError):
    pass


class SelfTestFailed(EngineError):
    exit_status = 1


class AwsError(LabError):
    """AWS answered with an error, or not at all.

    `code` is AWS's own error code, `operation` the API operation in AWS's spelling and
    `http_status` the status of the answer (None when there was none). `request_id` is what AWS
    calls the request by, "" without an answer.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        code: str = "",
        operation: str = "",
        http_status: int | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(message, hint=hint, code=code, operation=operation)
        self.code = code
        self.operation = operation
        self.http_status = http_status
        self.request_id = request_id

    @property
    def is_unanswered(self) -> bool:
        """Tell whether AWS may have done what it was asked all the same: an error of its own."""
        return self.http_status is not None and self.http_status >= _FIRST_SERVER_ERROR


class CloudUnreachable(AwsError):
    exit_status = CLOUD_IS_GONE

    @property
    def is_unanswered(self) -> bool:
        return True


class CredentialsRefused(AwsError):
    exit_status = CLOUD_IS_GONE


class AccessDenied(AwsError):
    pass


class ResourceNotFound(AwsError):
    pass


class UserNotFound(ResourceNotFound):
    pass


class AlreadyExists(AwsError):
    pass


class UserExists(AlreadyExists):
    pass


class PasswordRefused(AwsError):
    pass


class InvalidRequest(AwsError):
    pass


class LimitReached(AwsError):
    pass


class Throttled(AwsError):
    pass
