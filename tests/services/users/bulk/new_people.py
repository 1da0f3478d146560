"""A source of rows that bring a change each, as a file of new users would: it creates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.users.bulk.acts.row_decision import RowDecision, Verdict, refused
from services.users.changes.change import Change
from services.users.new_user import NewUser
from services.users.one_user.creation import change_of_creation
from services.users.one_user.pool_facts import PoolFacts
from services.users.passwords import generate_password
from services.users.snapshot.question import UserRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPeople:
    """Users with an address, a group and a permanent password that is made for each."""

    pool: PoolFacts
    usernames: tuple[str, ...]
    label: str = "Import users"
    needs_reason: bool = False
    deletes: bool = False
    needs_groups: bool = True
    first: tuple[Change, ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        return {"kind": "people", "count": len(self.usernames)}

    def settled(self, number: int) -> RowDecision | None:
        return None

    def decide(self, number: int, known: UserRow | None) -> RowDecision:
        if known is not None:
            return refused("A user of this name is there.")
        name = self.usernames[number - 1]
        new = NewUser(
            username=name,
            email=f"{name}@example.com",
            password=generate_password(self.pool.policy),
            permanent=True,
            groups=("night", "staff"),
        )
        change = change_of_creation(new, self.pool.schema, self.pool.policy)
        return RowDecision(verdict=Verdict.CHANGE, change=change, password=new.password)
