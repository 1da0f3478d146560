"""The cast: which personas (test users) the lab seeds and why each exists; calls nothing."""

from dataclasses import dataclass

from services.home.personas import PersonaPool

ADMINS = "admins"
STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """One persona as it should be; `status` is Cognito's word for the state of the user."""

    username: str
    story: str
    status: str = "CONFIRMED"
    groups: tuple[str, ...] = ()
    enabled: bool = True
    mfa: bool = False
    pool: PersonaPool = PersonaPool.LAB


CAST: tuple[CastMember, ...] = (
    CastMember(
        username="maya",
        story="Maya is an ordinary user: she signs in, gets tokens and may call the API.",
    ),
    CastMember(
        username="omar",
        groups=(ADMINS,),
        story="Omar is in the group admins, so the admin route lets him in.",
    ),
    CastMember(
        username="sam",
        groups=(STAFF,),
        story="Sam is in the group staff only: his token is good, yet the admin route refuses him.",
    ),
    CastMember(
        username="priya",
        groups=(ADMINS, STAFF),
        story="Priya is in two groups, which shows how a token carries more than one.",
    ),
    CastMember(
        username="finn",
        status="FORCE_CHANGE_PASSWORD",
        story="Finn was invited with a temporary password and must choose his own now.",
    ),
    CastMember(
        username="una",
        status="UNCONFIRMED",
        story="Una signed herself up but never entered the code from her e-mail.",
    ),
    CastMember(
        username="rosa",
        status="RESET_REQUIRED",
        story="Rosa's password was reset by an admin: no sign-in before she has set a new one.",
    ),
    CastMember(
        username="dana",
        enabled=False,
        story="Dana has left the team: her user is disabled, and sign-in does not say so.",
    ),
    CastMember(
        username="theo",
        mfa=True,
        story="Theo has an authenticator app: after the password he is asked for a six-digit code.",
    ),
    CastMember(
        username="nina",
        pool=PersonaPool.OTHER,
        story="Nina is in another user pool: no sign-in here, and her tokens are refused.",
    ),
)
