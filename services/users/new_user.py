"""A user to create, as a value, and the calls that create them; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.errors import InputError
from services.users.group_rules import LONGEST_NAME, has_odd_sign

Step = tuple[str, Mapping[str, Any]]
"""An operation of cognito-idp and its parameters but the user pool's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """A user to create; `attributes` are those besides the e-mail address.

    A password that is not `permanent` is a temporary one: the user has to change it at the first
    sign-in. It may be empty only with `send_invitation`, when Cognito makes one and e-mails it.
    """

    username: str
    email: str = ""
    email_verified: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    password: str = field(default="", repr=False)
    permanent: bool = False
    groups: tuple[str, ...] = ()
    send_invitation: bool = False

    def named_attributes(self) -> dict[str, str]:
        """Return every attribute that Cognito is given, the e-mail address first."""
        if not self.email:
            return dict(self.attributes)
        is_verified = "true" if self.email_verified else "false"
        return {"email": self.email, "email_verified": is_verified, **self.attributes}


def why_no_username(name: str) -> str:
    """Return why Cognito would not take the name for a new user, as a sentence; "" when it would.

    The local engine takes more.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
    """
    if not name.strip():
        return "The username is missing."
    if len(name) > LONGEST_NAME:
        return f"The username has more than {LONGEST_NAME} characters."
    if has_odd_sign(name):
        return "Cognito takes no space, no control sign and no formatting sign in a username."
    return ""


def creation_steps(new: NewUser) -> tuple[Step, ...]:
    """Return the calls in their order; raises InputError for what cannot go together."""
    _refuse_contradictions(new)
    steps: list[Step] = [("admin_create_user", _creation(new))]
    if new.permanent:
        password = {"Username": new.username, "Password": new.password, "Permanent": True}
        steps.append(("admin_set_user_password", password))
    join = "admin_add_user_to_group"
    joined = ({"Username": new.username, "GroupName": group} for group in new.groups)
    return (*steps, *((join, parameters) for parameters in joined))


def _refuse_contradictions(new: NewUser) -> None:
    if not new.username.strip():
        raise InputError("The username is empty.", hint="Type a username.")
    if new.permanent and not new.password:
        raise InputError("A permanent password is missing.", hint="Type or generate one.")
    if new.permanent and new.send_invitation:
        raise InputError(
            "An invitation carries a temporary password, so it cannot go with a permanent one.",
            hint="Choose the invitation or the permanent password.",
        )
    if new.send_invitation and not new.email:
        raise InputError("An invitation needs an e-mail address.", hint="Type the address.")
    if not new.password and not new.send_invitation:
        raise InputError(
            "Without a password or an invitation nobody could sign in as this user.",
            hint="Type a temporary password, or send an invitation.",
        )


def _creation(new: NewUser) -> dict[str, Any]:
    """Return the parameters of AdminCreateUser; SUPPRESS means that no message is sent."""
    parameters: dict[str, Any] = {"Username": new.username}
    if named := new.named_attributes():
        parameters["UserAttributes"] = [
            {"Name": name, "Value": value} for name, value in named.items()
        ]
    if new.password:
        parameters["TemporaryPassword"] = new.password
    if new.send_invitation:
        parameters["DesiredDeliveryMediums"] = ["EMAIL"]
    else:
        parameters["MessageAction"] = "SUPPRESS"
    return parameters
