"""The live call that shows a break, what AWS decides about it, and what the doctor says first."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from infra_scripts.switches.switch import Asks, Switch
from infra_scripts.walkthrough.walk_resources import walkthrough_settings
from infra_scripts.walkthrough.walk_user import WALKER, kept_user
from services.api.routes import Route, route
from services.api.sign_in import SignedIn
from services.authorizer.decision import Decision
from services.doctor.consultation import Pasted, examine_call, examine_paste
from services.doctor.diagnosis import Diagnosis
from services.errors import LabError, NotProvisioned
from services.home.personas import Persona
from services.lab import Lab, open_lab
from services.traffic.exchange import Exchange

_TRIES_ON_AWS, _PAUSE_SECONDS = 20, 3.0
_PAGE = {"Origin": "https://app.example.com"}
_PREFLIGHT = {
    **_PAGE,
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "authorization",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBreak:
    """One live call; `explanation` is a sentence where nothing decides it."""

    call: Exchange
    explanation: Decision | str
    found: tuple[Diagnosis, ...]


def show_live(
    lab: Lab, shown: Switch, *, sleep: Callable[[float], None] = time.sleep
) -> ShownBreak:
    """Make the call of a switch, explain it and ask the doctor; `lab` is the lab's.

    On AWS a change needs its time: the call is made again until it is answered as the switch says.
    Raises LabError where no token can be had because the sign-in is broken, too.
    """
    seen = show_once(lab, shown)
    for _ in range(0 if lab.settings.is_local else _TRIES_ON_AWS):
        if seen.call.status == shown.status:
            break
        sleep(_PAUSE_SECONDS)
        seen = show_once(lab, shown)
    return seen


def show_once(lab: Lab, shown: Switch) -> ShownBreak:
    """Make the call once, with nothing remembered of the stack before it was changed."""
    own = own_lab(lab)
    call = ask(own, shown.asks)
    explanation = _explained(own, call)
    decision = explanation if isinstance(explanation, Decision) else None
    found = examine_call(own, call, complaint=shown.complaint, decision=decision)
    return ShownBreak(call=call, explanation=explanation, found=found)


def own_lab(lab: Lab) -> Lab:
    """Return the services of the walkthrough's own stack, opened anew."""
    settings = walkthrough_settings(lab.settings)
    return open_lab(settings, aws=lab.aws, endpoint_url=lab.aws.endpoint_url)


def ask(own: Lab, asks: Asks) -> Exchange:
    """Send one call as the walkthrough's user, or as a page's browser sends it."""
    my_api = route("my_api")
    if asks is Asks.SIGN_IN:
        user = _user(own)
        return own.sign_in.sign_in(user.username, user.password).exchange
    if asks is Asks.PREFLIGHT:
        return _send(own, "OPTIONS", my_api, _PREFLIGHT, "Preflight request")
    if asks is Asks.ID_TOKEN:
        return own.protected_api.call(my_api, _header(own), label="With the ID token")
    return _send(own, my_api.http_method, my_api, _PAGE, "Without a token")


def examine_unshown(lab: Lab, shown: Switch) -> tuple[Diagnosis, ...]:
    """Return what the doctor says of AWS's answer, which this cloud cannot give."""
    assert shown.unshown is not None, "only these have an answer in words"
    answer = shown.unshown.answer
    body = {"__type": answer.error_type, "message": answer.message}
    return examine_paste(lab, Pasted(text=json.dumps(body), complaint=shown.complaint)).causes


def _send(own: Lab, http_method: str, at: Route, headers: dict[str, str], label: str) -> Exchange:
    url = own.protected_api.url(at)
    return own.recorder.send(http_method, url, label=label, headers=headers)


def _header(own: Lab) -> str:
    user = _user(own)
    outcome = own.sign_in.sign_in(user.username, user.password)
    if not isinstance(outcome, SignedIn):
        raise LabError(
            "There is no token to send: the sign-in is broken, too.",
            hint="Put the switch back that breaks the sign-in.",
        )
    return f"Bearer {outcome.tokens.id_token}"


def _user(own: Lab) -> Persona:
    user = kept_user(own.settings, WALKER)
    if user is None:
        raise NotProvisioned("The walkthrough has no user yet.", hint="Build its stack.")
    return user


def _explained(own: Lab, call: Exchange) -> Decision | str:
    try:
        return own.explain(call)
    except LabError as error:
        return error.message
