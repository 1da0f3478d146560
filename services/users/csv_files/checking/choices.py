"""What is chosen once for an import, and what has to be known of the pool to check its rows."""

from dataclasses import dataclass
from enum import StrEnum

from services.cloud.aws import Aws
from services.users.directory import Directory
from services.users.one_user.schema import PoolSchema, schema_from
from services.users.passwords import PasswordPolicy, policy_from


class OnExisting(StrEnum):
    """What becomes of a row whose user is in the pool already."""

    SKIP = "skip"
    UPDATE = "update"
    REFUSE = "refuse"


class OnMissingGroup(StrEnum):
    CREATE = "create"
    REFUSE = "refuse"


class PasswordSource(StrEnum):
    """Where the password of a new user comes from; an invitation brings it by e-mail."""

    COLUMN = "column"
    GENERATED = "generated"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """`is_permanent` passwords confirm the user; the others are changed at the first sign-in."""

    on_existing: OnExisting = OnExisting.REFUSE
    on_missing_group: OnMissingGroup = OnMissingGroup.REFUSE
    passwords: PasswordSource = PasswordSource.COLUMN
    is_permanent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """What the rows are checked against; the local engine takes any sign in a username."""

    schema: PoolSchema
    policy: PasswordPolicy
    groups: frozenset[str]
    takes_any_name: bool = False

    def key(self, name: str) -> str:
        """Return what two usernames have in common that are one to the pool."""
        return name if self.schema.is_case_sensitive else name.casefold()


def read_pool_facts(aws: Aws, user_pool_id: str) -> PoolFacts:
    """Ask Cognito for the pool and its groups; raises AwsErrors."""
    pool = aws.call("cognito-idp", "describe_user_pool", UserPoolId=user_pool_id)["UserPool"]
    return PoolFacts(
        schema=schema_from(pool),
        policy=policy_from(pool),
        groups=frozenset(Directory(aws, user_pool_id).groups()),
        takes_any_name=aws.settings.is_local,
    )
