"""Pages of users that lose nobody while others are deleted.

The engine's token is a position: each user who is deleted from the pages before makes the next page
begin one user too late. Here a token also names the users of its page, and the next one begins
behind the last of them who is still there.
"""

import base64
import json
from collections.abc import Mapping, Sequence
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
        users = list(pool["_users"].values())
        if text := data.get("Filter"):
            users = cognito._apply_user_filter(users, text)
        return _answer(cognito, users, data, "PaginationToken")

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
        users, members = pool["_users"], list(group.get("_members", []))
        found = [user for user in map(users.get, members) if user]
        return _answer(cognito, found, data, "NextToken")

    return list_users_in_group


def _answer(
    cognito: ModuleType, users: Sequence[User], data: dict[str, Any], token: str
) -> Response:
    try:
        start = start_of(users, data.get(token))
    except (ValueError, TypeError):
        refused = cognito.error_response_json("InvalidParameterException", _BAD_TOKEN, 400)
        return cast("Response", refused)
    page = users[start : start + min(data.get("Limit", _LARGEST), _LARGEST)]
    end = start + len(page)
    answer: dict[str, Any] = {"Users": [cognito._user_out(user) for user in page]}
    if end < len(users):
        answer[token] = token_of(end, [user[_NAME] for user in page])
    return cast("Response", cognito.json_response(answer))


def token_of(position: int, names: Sequence[str]) -> str:
    """Return the token of a page that ends at the position and has the users of these names."""
    return base64.urlsafe_b64encode(json.dumps([position, names]).encode()).decode()


def start_of(users: Sequence[User], token: str | None) -> int:
    """Return where the next page begins; ValueError or TypeError for what is no token.

    When the whole page before is gone, that is the beginning: nobody is lost, though some come
    again.
    """
    if not token:
        return 0
    position, names = json.loads(base64.urlsafe_b64decode(token))
    before, place = frozenset(names), min(int(position), len(users))
    while place and users[place - 1][_NAME] not in before:
        place -= 1
    return place
