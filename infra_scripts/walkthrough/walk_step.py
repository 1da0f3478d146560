"""WalkStep: one step of the walkthrough as a value."""

from dataclasses import dataclass
from enum import StrEnum


class StepKind(StrEnum):
    """What running a step does.

    READ signs in to read the tokens, SELF does something for the guest's own account, EXPLAIN runs
    nothing.
    """

    BUILD = "build"
    USER = "user"
    CALL = "call"
    SIGN_IN = "sign in"
    READ = "read"
    SELF = "self-service"
    EXPLAIN = "explain"


class Sends(StrEnum):
    """What the Authorization header of a CALL step holds."""

    NOTHING = "nothing"
    ID = "ID token"
    ACCESS = "access token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkStep:
    """One step. `why` is a sentence, `expect` says what will be seen before it runs.

    `route` (an id of services.api.routes) and `sends` are for CALL steps; with `of_first_api` the
    call goes to the walkthrough's first API; with `signs_out` the user is signed out everywhere
    between the sign-in and the call. `status` is that of the answer that is expected, 0
    where nothing is called. A SELF step `needs` another one done. `cause` is the id of a cause of
    the doctor: how this goes wrong.
    """

    id: str
    chapter: str
    title: str
    why: str
    expect: str
    kind: StepKind
    route: str = ""
    sends: Sends = Sends.NOTHING
    of_first_api: bool = False
    signs_out: bool = False
    status: int = 0
    needs: str = ""
    cause: str = ""
    quiz: Quiz | None = None

    @property
    def changes_the_stack(self) -> bool:
        return self.kind in (StepKind.BUILD, StepKind.USER)

    @property
    def signs_in(self) -> bool:
        return self.kind in (StepKind.SIGN_IN, StepKind.READ)
