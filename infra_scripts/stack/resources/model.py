"""What a resource of the stack is: its desired fields, and how to find, make, change and remove it.

Says nothing about order or about what to do when: that is `infra_scripts.stack.plan`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from infra_scripts.stack.resources.view import StackView

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A resource as it is: AWS's id, its ARN where it has one, and the fields the lab owns.

    `fields` has the same keys and the same normal form as the desired fields, so that the two
    compare with `==`. `carried` is what an update has to send back unchanged, because AWS resets
    what an update leaves out.
    """

    id: str
    arn: str = ""
    fields: Fields = field(default_factory=dict)
    carried: Fields = field(default_factory=dict)


class NotOurs(Exception):
    """Something without the stack's tags stands where a resource of the stack belongs."""

    def __init__(self, id: str, reason: str) -> None:
        super().__init__(reason)
        self.id = id
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(ABC):
    """One resource of the stack under its logical name.

    Each kind is a class with AWS's word and Resource at its end, for example GroupResource.
    A resource with a parent has no tag of its own: it belongs to its tagged parent, is missing
    when the parent is missing, and goes away with it.
    """

    name: str
    kind: ClassVar[str]
    parent: ClassVar[str] = ""
    locked: ClassVar[Mapping[str, str]] = {}  # field AWS never changes -> why that is refused
    replaced_for: ClassVar[frozenset[str]] = frozenset()  # fields that need a new resource

    def parent_name(self) -> str:
        return self.parent

    def builds_on(self) -> tuple[str, ...]:
        """Return the resources whose ids its own fields hold, or under which it lives."""
        return (self.parent_name(),)

    @abstractmethod
    def find(self, view: StackView) -> Found | None:
        """Return the resource as it is, or None. Reads only. Raises NotOurs."""

    @abstractmethod
    def desired(self, view: StackView) -> Fields:
        """Return the fields as they should be."""

    @abstractmethod
    def create(self, view: StackView) -> Found:
        """Make it; one that was interrupted half-way is found again and repaired by `update`."""

    @abstractmethod
    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        """Give the `changed` fields their desired values."""

    def replace(self, view: StackView, found: Found) -> Found:
        """Create a new one because of a field in `replaced_for`; by default the old one stays."""
        return self.create(view)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovableResource(Resource):
    """A resource that `down` removes itself, because no parent takes it along."""

    @abstractmethod
    def delete(self, view: StackView, found: Found) -> None:
        """Remove it."""
