"""Reads the Authorizer lab page as its visitor does: grid, card, sentences; follows links."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

from services.scenarios.table.grid import GRID
from tests.pages._ui.scenarios.cells import ReadCell, cells_in


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def drawn(app: AppTest) -> dict[str, ReadCell]:
    """Return the links of grid and list by their scenario."""
    return {each.id: each for each in cells_in(html(app))}


def cells(app: AppTest) -> list[str]:
    """Return what the grid's cells show: shape, number and mark."""
    shown = drawn(app)
    return [f"{shown[each.id].shape} {shown[each.id].text}" for each in GRID]


def follow(app: AppTest, scenario_id: str) -> AppTest:
    """Follow the link of a cell as a browser does: with the address that stands there."""
    for name, value in parse_qsl(urlsplit(drawn(app)[scenario_id].href).query):
        app.query_params[name] = value
    return app.run()


def show(app: AppTest, part: str) -> AppTest:
    return app.segmented_control(key="authorizer_lab_part").set_value(part).run()


def head(app: AppTest) -> str:
    """Return the sentences of the card's head."""
    found = html(app).partition('id="scenario-card"')[2].partition("</div>")[0].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found)).split())


def answers(app: AppTest) -> str:
    """Return the grid's sentence: how its answers stand."""
    found = html(app).partition('class="lab-summary"')[2].partition("</p>")[0].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found)).split())
