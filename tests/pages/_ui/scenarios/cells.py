"""Reads the links of the grid and of the list out of the HTML that a page was sent."""

import re
from dataclasses import dataclass
from html import unescape


@dataclass(frozen=True, kw_only=True)
class ReadCell:
    """What a cell shows: `shape` is the class that gives it shape and colour."""

    id: str
    shape: str
    state: str
    text: str
    label: str
    href: str
    is_chosen: bool


def cells_in(html: str) -> list[ReadCell]:
    """Return the cells in the order in which they stand."""
    return [_read(link) for link in re.findall(r'<a id="at-.*?</a>', html)]


def _read(link: str) -> ReadCell:
    attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', link.partition(">")[0]))
    assert "data-lab-soft" in link.partition(">")[0]
    ending, state = attributes["class"].split()
    shape = re.findall(r'class="lab-shape ([a-z-]+)"', link)
    assert shape == [ending], "colour and shape say the same"
    return ReadCell(
        id=attributes["id"].removeprefix("at-"),
        shape=ending,
        state=state,
        text=" ".join(unescape(re.sub(r"<[^>]*>", " ", link)).split()),
        label=unescape(attributes["aria-label"]),
        href=unescape(attributes["href"]),
        is_chosen=attributes.get("aria-current") == "true",
    )
