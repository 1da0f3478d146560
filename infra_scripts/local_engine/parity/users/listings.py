"""Pages of users that lose nobody while others are deleted.

The engine's token is a position: each user who is deleted from the pages before makes the next page
begin one user too late. Here a token also names the users of its page, and the next one begins
behind the last of them who is still there.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any, cast

from infra_scripts.local_engine.parity.wrap import Function, Response, wrap

_LARGEST = 60
_BAD_TOKEN = "Invalid pagination token given."  # noqa: S105 - no secret
_NAME = "Username"
User = Mapping[str, Any]


def repair_listings() -> None:
    from ministack.services import cognito

    wrap(cognito, "_list_users", lambda _: _listing(cognito))
    wrap(cognito, "_list_users_in_group", lambda _: _listing_members(cognito))


def _listing(cognito: ModuleType) -> Function:
    def list_users(data: dict[str, Any]) -> Response:
        pool, refused = cognito._resolve_pool(data.get("UserPoolId"))
        if refused:
            return cast("Response", refused)
        users = pool["_users"]
        names = list(users)
        if text := data.get("Filter"):
            found = cognito._apply_user_filter(list(users.values()), text)
            names = [user[_NAME] for user in found]
        return _answer(cognito, names, users.get, data, "PaginationToken")

    return list_users


def _listing_members(cognito: ModuleType) -> Function:
    def list_users_in_group(data: dict[str, Any]) -> Response:
        pool, refused = cognito._resolve_pool(data.get("UserPoolId"))
        if refused:
            return cast("Response", refused)
        name = data.get("GroupName")
        group = pool["_groups"].get(name)
        if not group:
            text = f"Group {name} not found."
            missing = cognito.error_response_json("ResourceNotFoundException", text, 400)
            return cast("Response", missing)

        def member(username: str) -> User | None:
            # A deleted user is in no group, and a new one of the same name is in none of the old
            # ones: the engine forgets that here, and not in AdminListGroupsForUser.
            user: User = pool["_users"].get(username, {})
            return user if name in user.get("_groups", ()) else None

        members = group.setdefault("_members", [])
        if not data.get("NextToken"):
            members[:] = [each for each in members if member(each)]
        return _answer(cognito, tuple(members), member, data, "NextToken")

    return list_users_in_group


def _answer(
    cognito: ModuleType,
    names: Sequence[str],
    user_of: Callable[[str], User | None],
    data: dict[str, Any],
    token: str,
) -> Response:
    """Answer with the next users of the names; only those of this page are looked at."""
    try:
        end = start_of(names, data.get(token))
    except (ValueError, TypeError):
        refused = cognito.error_response_json("InvalidParameterException", _BAD_TOKEN, 400)
        return cast("Response", refused)
    size, page = min(data.get("Limit") or _LARGEST, _LARGEST), list[User]()
    while end < len(names) and len(page) < size:
        if user := user_of(names[end]):
            page.append(user)
        end += 1
    answer: dict[str, Any] = {"Users": [cognito._user_out(user) for user in page]}
    if end < len(names):
        answer[token] = token_of(end, [user[_NAME] for user in page])
    return cast("Response", cognito.json_response(answer))


def token_of(position: int, names: Sequence[str]) -> str:
    """Return the token of a page that ends at the position and has the users of these names."""
    return base64.urlsafe_b64encode(json.dumps([position, names]).encode()).decode()


def start_of(names: Sequence[str], token: str | None) -> int:
    """Return where the next page begins; ValueError or TypeError for what is no token.

    When the whole page before is gone, that is the beginning: nobody is lost, though some come
    again.
    """
    if not token:
        return 0
    position, page = json.loads(base64.urlsafe_b64decode(token))
    before, place = frozenset(page), min(int(position), len(names))
    while place and names[place - 1] not in before:
        place -= 1
    return place
