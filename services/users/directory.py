"""Directory: the users and groups of one user pool as values; no raw AWS answer leaves here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.cloud.aws import Aws
from services.errors import AwsError, InputError
from services.users.new_user import NewUser, creation_steps
from services.users.passwords import PasswordPolicy, policy_from
from services.users.pool_group import PoolGroup, read_group
from services.users.user_filter import UserFilter

LARGEST_PAGE = 60  # what ListUsers and ListGroups give at most
_SERVICE = "cognito-idp"


class UserStatus(StrEnum):
    """Cognito's words for the state of an account."""

    UNCONFIRMED = "UNCONFIRMED"
    CONFIRMED = "CONFIRMED"
    ARCHIVED = "ARCHIVED"
    COMPROMISED = "COMPROMISED"
    RESET_REQUIRED = "RESET_REQUIRED"
    FORCE_CHANGE_PASSWORD = "FORCE_CHANGE_PASSWORD"  # noqa: S105 - a state, not a password
    EXTERNAL_PROVIDER = "EXTERNAL_PROVIDER"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSummary:
    """One user as Cognito describes them; `email` is empty when there is none."""

    username: str
    sub: str
    status: UserStatus
    enabled: bool
    email: str
    email_verified: bool
    created_at: datetime
    modified_at: datetime
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPage:
    """Some users; `next_token` is None on the last page. Cognito only pages forward."""

    users: tuple[UserSummary, ...]
    next_token: str | None


class Directory:
    """Reads and changes one user pool; safe to share between threads."""

    def __init__(self, aws: Aws, user_pool_id: str) -> None:
        self._aws = aws
        self.user_pool_id = user_pool_id

    def list_page(self, limit: int = LARGEST_PAGE, token: str | None = None) -> UserPage:
        """Return up to `limit` users (1 to 60), from the start or from a page's `next_token`.

        A page may be shorter than `limit` and still have a next one. New users can take a moment
        to appear: ListUsers is eventually consistent.
        """
        if not 1 <= limit <= LARGEST_PAGE:
            raise InputError(
                f"A page of {limit} users is not possible.", hint=f"Ask for 1 to {LARGEST_PAGE}."
            )
        options: dict[str, Any] = {"Limit": limit}
        if token:
            options["PaginationToken"] = token
        answer = self._call("list_users", **options)
        return UserPage(
            users=tuple(_summary(user, user["Attributes"]) for user in answer["Users"]),
            next_token=answer.get("PaginationToken") or None,
        )

    def list_members(self, group: str, token: str | None = None) -> UserPage:
        """Return up to 60 users of the group, from the start or from a page's `next_token`."""
        options = {"NextToken": token} if token else {}
        answer = self._call("list_users_in_group", GroupName=group, Limit=LARGEST_PAGE, **options)
        return UserPage(
            users=tuple(_summary(user, user["Attributes"]) for user in answer["Users"]),
            next_token=answer.get("NextToken") or None,
        )

    def member_pages(self, group: str) -> Iterator[tuple[UserSummary, ...]]:
        """Yield everybody in the group; each page of up to 60 is a call."""
        token: str | None = None
        while True:
            page = self.list_members(group, token)
            yield page.users
            token = page.next_token
            if token is None:
                return

    def members(self, group: str) -> Iterator[UserSummary]:
        """Yield every user of the group, page by page."""
        for page in self.member_pages(group):
            yield from page

    def users(self, filter: UserFilter) -> Iterator[UserSummary]:
        """Yield every user that the filter finds; each page of up to 60 is a call of its own."""
        for user in self._pages("list_users", Filter=filter.expression()):
            yield _summary(user, user["Attributes"])

    def get(self, username: str) -> UserSummary:
        """Return one user by username or alias; raises UserNotFound."""
        answer = self._call("admin_get_user", Username=username)
        return _summary(answer, answer.get("UserAttributes", []))

    def create(self, new: NewUser) -> UserSummary:
        """Create the user, set the password and join the groups, all of it or nothing.

        When a later step fails, the user is deleted again and the error raised as it came.
        Raises InputError before any call, UserExists, PasswordRefused and other AwsErrors.
        """
        first, *others = creation_steps(new)
        self._call(first[0], **first[1])
        try:
            for operation, parameters in others:
                self._call(operation, **parameters)
            return self.get(new.username)
        except AwsError as error:
            self._undo_create(new.username, error)
            raise

    def delete(self, username: str) -> None:
        """Delete the user; raises UserNotFound. Tokens already issued count until they expire."""
        self._call("admin_delete_user", Username=username)

    def disable(self, username: str) -> None:
        """Disable the user; Cognito refuses their tokens, API Gateway does so when they expire."""
        self._call("admin_disable_user", Username=username)

    def sign_out(self, username: str) -> None:
        """Sign the user out everywhere: Cognito revokes every token it issued to them so far."""
        self._call("admin_user_global_sign_out", Username=username)

    def remove_from_group(self, username: str, group: str) -> None:
        """Take the user out of the group; tokens already issued keep naming it."""
        self._call("admin_remove_user_from_group", Username=username, GroupName=group)

    def groups(self) -> tuple[str, ...]:
        """Return the names of the pool's groups, sorted."""
        found = self._pages("list_groups")
        return tuple(sorted(group["GroupName"] for group in found))

    def group(self, name: str) -> PoolGroup:
        """Return the group as Cognito has it now; raises ResourceNotFound."""
        return read_group(self._aws, self.user_pool_id, name)

    def groups_of(self, username: str) -> tuple[str, ...]:
        """Return the names of the groups the user is in, sorted."""
        found = self._pages("admin_list_groups_for_user", Username=username)
        return tuple(sorted(group["GroupName"] for group in found))

    def estimated_count(self) -> int:
        """Return Cognito's own estimate of how many users the pool has."""
        return int(self._pool().get("EstimatedNumberOfUsers", 0))

    def password_policy(self) -> PasswordPolicy:
        return policy_from(self._pool())

    def _pool(self) -> dict[str, Any]:
        pool: dict[str, Any] = self._call("describe_user_pool")["UserPool"]
        return pool

    def _undo_create(self, username: str, cause: AwsError) -> None:
        try:
            self.delete(username)
        except AwsError as error:
            raise type(cause)(
                f"{cause.message} The user {username} was created before that and could not be "
                f"deleted again: {error.message}",
                hint=f"Delete {username} in the list of users, then try again.",
                code=cause.code,
                operation=cause.operation,
                http_status=cause.http_status,
            ) from cause

    def _call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        return self._aws.call(_SERVICE, operation, UserPoolId=self.user_pool_id, **parameters)

    def _pages(self, operation: str, **parameters: Any) -> Iterator[Any]:
        return self._aws.pages(_SERVICE, operation, UserPoolId=self.user_pool_id, **parameters)


def _summary(user: Mapping[str, Any], raw_attributes: list[dict[str, str]]) -> UserSummary:
    attributes = {item["Name"]: item.get("Value", "") for item in raw_attributes}
    return UserSummary(
        username=user["Username"],
        sub=attributes.get("sub", ""),
        status=_status(user.get("UserStatus")),
        enabled=bool(user.get("Enabled", True)),
        email=attributes.get("email", ""),
        email_verified=attributes.get("email_verified") == "true",
        created_at=user["UserCreateDate"],
        modified_at=user["UserLastModifiedDate"],
        attributes=attributes,
    )


def _status(word: object) -> UserStatus:
    return next((status for status in UserStatus if status.value == word), UserStatus.UNKNOWN)
