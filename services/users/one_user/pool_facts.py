"""What changes of many users are checked against, read once from the user pool."""

from dataclasses import dataclass

from services.cloud.aws import Aws
from services.users.directory import Directory
from services.users.one_user.schema import PoolSchema, schema_from
from services.users.passwords import PasswordPolicy, policy_from


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """`name` is the user pool's; the local engine takes any sign in a username."""

    schema: PoolSchema
    policy: PasswordPolicy
    groups: frozenset[str]
    user_pool_id: str = ""
    name: str = ""
    takes_any_name: bool = False

    def key(self, name: str) -> str:
        """Return what two usernames have in common that are one to the pool."""
        return self.schema.key(name)


def read_pool_facts(aws: Aws, user_pool_id: str) -> PoolFacts:
    """Ask Cognito for them in two calls, or more for more than 60 groups; raises AwsErrors."""
    pool = aws.call("cognito-idp", "describe_user_pool", UserPoolId=user_pool_id)["UserPool"]
    return PoolFacts(
        schema=schema_from(pool),
        policy=policy_from(pool),
        groups=frozenset(Directory(aws, user_pool_id).groups()),
        user_pool_id=user_pool_id,
        name=str(pool["Name"]),
        takes_any_name=aws.settings.is_local,
    )
