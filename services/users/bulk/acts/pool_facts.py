"""What a job knows of its user pool, read once: the schema, the password policy, the groups."""

from dataclasses import dataclass

from services.cloud.aws import Aws
from services.users.directory import Directory
from services.users.one_user.schema import PoolSchema, schema_from
from services.users.passwords import PasswordPolicy, policy_from


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """`name` is the user pool's, which a delete of many asks for."""

    user_pool_id: str
    name: str
    schema: PoolSchema
    policy: PasswordPolicy
    groups: frozenset[str]


def read_pool_facts(aws: Aws, user_pool_id: str) -> PoolFacts:
    """Ask Cognito for them in two calls, or more for more than 60 groups; raises AwsErrors."""
    pool = aws.call("cognito-idp", "describe_user_pool", UserPoolId=user_pool_id)["UserPool"]
    return PoolFacts(
        user_pool_id=user_pool_id,
        name=str(pool["Name"]),
        schema=schema_from(pool),
        policy=policy_from(pool),
        groups=frozenset(Directory(aws, user_pool_id).groups()),
    )
