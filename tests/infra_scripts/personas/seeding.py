"""Building blocks of the seeding tests: a provisioned stack whose personas can be looked at."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from infra_scripts.personas.seed import reset, seed
from services.errors import AwsError
from services.home.outputs import StackOutputs
from services.home.personas import Persona
from tests.infra_scripts.provisioning import StackOfTest

POOLS = {"lab": ("user_pool", "app_client"), "other": ("other_user_pool", "other_app_client")}


@dataclass(frozen=True, slots=True)
class SeededLab:
    stack: StackOfTest
    outputs: StackOutputs

    def seed(self) -> dict[str, Persona]:
        stack = self.stack
        return {it.username: it for it in seed(stack.aws, stack.settings, self.outputs)}

    def reset(self) -> dict[str, Persona]:
        stack = self.stack
        return {it.username: it for it in reset(stack.aws, stack.settings)}

    def admin(self, operation: str, username: str, pool: str = "lab", **more: Any) -> Any:
        pool_id = self.outputs.resource_id(POOLS[pool][0])
        return self.stack.call(
            "cognito-idp", operation, UserPoolId=pool_id, Username=username, **more
        )

    def state(self, username: str, pool: str = "lab") -> dict[str, Any]:
        """Return everything about a user that a persona is defined by."""
        user = self.admin("admin_get_user", username, pool)
        groups = self.admin("admin_list_groups_for_user", username, pool)["Groups"]
        attributes = {entry["Name"]: entry["Value"] for entry in user["UserAttributes"]}
        return {
            "status": user["UserStatus"],
            "enabled": user["Enabled"],
            "factors": user["UserMFASettingList"],
            "groups": sorted(group["GroupName"] for group in groups),
            "email": attributes["email"],
            "email_verified": attributes.get("email_verified"),
            "given_name": attributes["given_name"],
        }

    def sign_in(self, persona: Persona) -> str:
        """Return what AdminInitiateAuth answers: "tokens", the challenge or the error code."""
        try:
            answer = self.initiate_auth(persona)
        except AwsError as error:
            return error.code
        return str(answer.get("ChallengeName") or sorted(answer["AuthenticationResult"]))

    def initiate_auth(self, persona: Persona) -> dict[str, Any]:
        parameters = {"USERNAME": persona.username, "PASSWORD": persona.password}
        return self._auth(
            "admin_initiate_auth",
            persona,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters=parameters | self._secret_hash(persona),
        )

    def answer(self, persona: Persona, challenge: dict[str, Any], **responses: str) -> Any:
        """Complete a challenge; returns Cognito's answer."""
        sent = {"USERNAME": persona.username, **responses} | self._secret_hash(persona)
        return self._auth(
            "admin_respond_to_auth_challenge",
            persona,
            ChallengeName=challenge["ChallengeName"],
            Session=challenge["Session"],
            ChallengeResponses=sent,
        )

    def _auth(self, operation: str, persona: Persona, **more: Any) -> dict[str, Any]:
        pool_id, client_id = self._ids(persona)
        return self.stack.call(
            "cognito-idp", operation, UserPoolId=pool_id, ClientId=client_id, **more
        )

    def _ids(self, persona: Persona) -> tuple[str, str]:
        pool_name, client_name = POOLS[persona.pool.value]
        return self.outputs.resource_id(pool_name), self.outputs.resource_id(client_name)

    def _secret_hash(self, persona: Persona) -> dict[str, str]:
        pool_id, client_id = self._ids(persona)
        client = self.stack.call(
            "cognito-idp", "describe_user_pool_client", UserPoolId=pool_id, ClientId=client_id
        )["UserPoolClient"]
        message = (persona.username + client_id).encode()
        digest = hmac.new(client["ClientSecret"].encode(), message, hashlib.sha256).digest()
        return {"SECRET_HASH": base64.b64encode(digest).decode()}
