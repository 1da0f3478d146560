"""A call's way through API Gateway as a drawing: HTML and CSS that a screen reader reads as a list.

Streamlit's sanitizer leaves no SVG in HTML.
"""

from markupsafe import Markup

from pages._ui.calls.answer_words import verdict_words
from pages._ui.calls.ending_signs import ending_class, ending_sign
from pages._ui.calls.way.sent_back import observed_answer, surprise_of
from pages._ui.calls.way.stations import stations_of, turning_point
from pages._ui.page.facts_table import SIGNS
from pages._ui.page.templates import render
from pages._ui.page.words.terms import with_terms
from services.authorizer.answers import ObservedAnswer
from services.authorizer.comparison import compare
from services.authorizer.decision import Decision
from services.authorizer.function_check import function_check


def way_html(
    decision: Decision,
    observed: ObservedAnswer,
    *,
    is_local: bool,
    call_id: str = "",
    scenario_id: str = "",
) -> Markup:
    """Return the drawing: the stations, where the call turned round, and what went back.

    Where the answer is not the one that AWS gives, the way is that on AWS and both answers are
    shown. `is_local` tells whether the local engine answered; `scenario_id` names the scenario that
    the call belongs to, if any. The way of a `call_id` moves once, however often it is drawn.
    """
    compared = compare(decision, observed, is_local=is_local, scenario_id=scenario_id)
    own = function_check(observed) if compared.is_same else None
    stations = stations_of(decision, own)
    return render(
        "calls/way/way.html.j2",
        stations=stations,
        turn=turning_point(stations),
        verdict=verdict_words(decision, observed, is_as_decided=compared.is_same),
        answer=observed_answer(observed, decision),
        surprise=surprise_of(compared, decision),
        is_local=is_local,
        call_id=call_id,
        as_expected=_as_on_aws() if is_local else "= as expected",
        signs=SIGNS,
        ending_class=ending_class,
        ending_sign=ending_sign,
    )


def _as_on_aws() -> Markup:
    return with_terms("= what AWS answers", "what AWS answers")
