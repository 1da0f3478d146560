"""The link to a scenario's card when it is out of sight: on a phone, above or below."""

from markupsafe import Markup

from pages._ui.page.templates import render
from pages._ui.scenarios.scenario_choice import CARD


def to_card_html(title: str, *, is_above: bool) -> Markup:
    return render("scenarios/to_card.html.j2", card=CARD, title=title, is_above=is_above)
