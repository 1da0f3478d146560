"""Keeping a call in this browser's history, decided at the moment it is made."""

from pages._ui.page.context import browser_session, lab
from services.errors import LabError
from services.traffic.exchange import Exchange


def keep_call(exchange: Exchange) -> None:
    """Add the call to the history with its decision, or with the reason why it has none.

    Decided once, now: later the keys, the settings and the time may be different.
    """
    try:
        explanation = lab().explain(exchange)
    except LabError as error:
        browser_session().keep(exchange, error.message)
    else:
        browser_session().keep(exchange, explanation)
