"""Source: one public page that a statement about AWS comes from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One public page; `title` says in our words what the page shows."""

    title: str
    address: str


def below(place: str, pages: Mapping[str, tuple[str, str]]) -> dict[str, Source]:
    """Return the sources by name; `pages` gives each its path below the place, and its title."""
    return {
        name: Source(title=title, address=f"{place}{path}") for name, (path, title) in pages.items()
    }
