"""The list of switches as links, each with whether it is on, and the links to both neighbours."""

from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from infra_scripts.switches.switch import Switch
from infra_scripts.switches.table import SWITCHES
from pages._ui.page.templates import render

_SIGNS = {"on": ("✗", "on: broken now"), "off": ("○", "off"), "words": ("…", "in words only")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    id: str
    title: str
    state: str
    is_shown: bool

    @property
    def sign(self) -> str:
        return _SIGNS[self.state][0]

    @property
    def words(self) -> str:
        return _SIGNS[self.state][1]


def switch_map_html(on: Collection[str], shown: Switch) -> Markup:
    """Return the list; `on` are the ids of the switches that are on."""
    lines = [
        _Line(id=it.id, title=it.title, state=_state(it, on), is_shown=it is shown)
        for it in SWITCHES
    ]
    head = f"{len(on)} of {len(SWITCHES)} on" if on else "Nothing is broken"
    return render("switches/switch_map.html.j2", lines=lines, head=head)


def switch_links_html(shown: Switch) -> Markup:
    """Return the links to the switches before and after, which the arrow keys follow, too."""
    place = SWITCHES.index(shown)
    before = SWITCHES[place - 1] if place else None
    after = SWITCHES[place + 1] if place + 1 < len(SWITCHES) else None
    return render("switches/switch_links.html.j2", previous=before, next=after)


def _state(switch: Switch, on: Collection[str]) -> str:
    if switch.unshown is not None:
        return "words"
    return "on" if switch.id in on else "off"
