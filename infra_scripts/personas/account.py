"""One persona's account in a user pool and the calls about it; decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infra_scripts.personas.cast import CastMember
from services.cloud.aws import Aws
from services.errors import UserExists, UserNotFound
from services.traffic.redaction import fingerprint
from services.users.app_client import AppClient

SERVICE = "cognito-idp"
SOFTWARE_TOKEN = "SOFTWARE_TOKEN_MFA"  # noqa: S105 - AWS's name of the challenge
MARK = "authorizer-lab persona"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundUser:
    """A persona's user as Cognito has it now."""

    status: str
    enabled: bool
    attributes: Mapping[str, str]
    groups: frozenset[str]
    has_software_token: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaAccount:
    """A cast member with the password (and key of the authenticator app) that belongs to it."""

    aws: Aws
    client: AppClient
    member: CastMember
    password: str = field(repr=False)
    totp_secret: str = field(default="", repr=False)

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an Admin operation on this user."""
        return self.aws.call(
            SERVICE,
            operation,
            UserPoolId=self.client.user_pool_id,
            Username=self.member.username,
            **parameters,
        )

    def find(self) -> FoundUser | None:
        """Return the user as it is, or None; raises UserExists for somebody else's of that name.

        On AWS a pool may be shared, so a user without our mark is never touched; nobody else uses
        the local engine's pools.
        """
        try:
            user = self.call("admin_get_user")
        except UserNotFound:
            return None
        attributes = {entry["Name"]: entry["Value"] for entry in user["UserAttributes"]}
        if not self.aws.settings.is_local and not attributes.get("nickname", "").startswith(MARK):
            raise UserExists(
                f"The user pool has a user {self.member.username!r} that this lab did not make.",
                hint="Rename or delete that user, or choose another AUTHORIZER_LAB_STACK.",
            )
        groups = self.aws.pages(
            SERVICE,
            "admin_list_groups_for_user",
            UserPoolId=self.client.user_pool_id,
            Username=self.member.username,
        )
        return FoundUser(
            status=user["UserStatus"],
            enabled=user["Enabled"],
            attributes=attributes,
            groups=frozenset(group["GroupName"] for group in groups),
            has_software_token=SOFTWARE_TOKEN in user.get("UserMFASettingList", ()),
        )

    def wanted_attributes(self) -> dict[str, str]:
        """Return the attributes the user should have, the mark among them.

        A software token adds its fingerprint to the mark: it tells whose key is enrolled.
        """
        username = self.member.username
        # On AWS, Cognito really sends mail to Una and Rosa: the simulator swallows it.
        email = (
            f"{username}@example.com"
            if self.aws.settings.is_local
            else f"success+{username}@simulator.amazonses.com"
        )
        mark = f"{MARK} {fingerprint(self.totp_secret)}" if self.totp_secret else MARK
        attributes = {"email": email, "given_name": username.title(), "nickname": mark}
        # The address of a user who signed herself up is not verified.
        verified = {} if self.member.status == "UNCONFIRMED" else {"email_verified": "true"}
        return attributes | verified

    def update_attributes(self, attributes: Mapping[str, str]) -> None:
        self.call("admin_update_user_attributes", UserAttributes=entries(attributes))

    def change_groups(self, held: frozenset[str]) -> bool:
        """Add and remove until the groups are the wanted ones; tell whether any changed."""
        wanted = frozenset(self.member.groups)
        for group in sorted(wanted - held):
            self.call("admin_add_user_to_group", GroupName=group)
        for group in sorted(held - wanted):
            self.call("admin_remove_user_from_group", GroupName=group)
        return wanted != held

    def sign_in(self) -> dict[str, Any]:
        """Sign in with the password and return Cognito's answer: tokens or a challenge."""
        return self.client.initiate_auth(self.aws, self.member.username, self.password)


def entries(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """Return attributes in the shape Cognito takes."""
    return [{"Name": name, "Value": value} for name, value in attributes.items()]
