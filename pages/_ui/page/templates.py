"""The one Jinja environment: HTML comes from the .html.j2 files beside the parts that draw it.

Every text is escaped by Jinja and passes `visible`; only what `render` returns counts as HTML.
"""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from pages._ui.page.visible import visible

_ROOMS = Path(__file__).parent.parent


class _OneLine(Extension):
    """Joins the lines of a template, so that its indentation is no white space of the page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        return "".join(line.strip() for line in source.splitlines())


def render(template: str, **values: Any) -> Markup:
    """Return the HTML of a template, named by its path below pages/_ui, for these values."""
    return Markup(_environment.get_template(template).render(values))  # noqa: S704 - Jinja escaped it


def breakable(text: str, places: str) -> Markup:
    """Return the text, which a narrow column may break where the expression `places` matches."""
    return Markup("<wbr>").join(re.split(places, visible(text)))


def _seen(value: object) -> object:
    return visible(value) if type(value) is str else value


_environment = Environment(
    loader=FileSystemLoader(_ROOMS),
    extensions=[_OneLine],
    autoescape=True,
    auto_reload=False,  # a rerun must not look at the files again
    undefined=StrictUndefined,
    finalize=_seen,
)
_environment.filters["breakable"] = breakable
