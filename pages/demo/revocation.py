"""Revocation race: who still takes a token after its user was signed out, disabled or deleted?"""

from collections.abc import Sequence

import streamlit as st

from pages._server.race_jobs import RACE, start_races
from pages._ui.page.context import browser_session, jobs, lab, settings
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.job_progress import job_progress, show_failure, start_job
from pages._ui.page.page_head import page_head
from pages._ui.races.race_calls import race_calls
from pages._ui.races.race_table import matrix_html, race_html
from services.errors import LabError
from services.home.personas import Persona
from services.revocation.actions import ACTIONS, RevocationAction, action
from services.revocation.race import Race, suitable_persona

IN_URL = "action"
SHOWN_FIRST = "global_sign_out"


def draw_choice() -> RevocationAction:
    """Draw the actions; the chosen one stands in the URL by its id."""
    ids = [each.id.value for each in ACTIONS]
    asked = st.query_params.get(IN_URL, SHOWN_FIRST)
    chosen = st.radio(
        "What happens to the user?",
        ids,
        key="revocation_action",
        index=ids.index(asked if asked in ids else SHOWN_FIRST),
        format_func=lambda each: action(each).title,
        horizontal=True,
    )
    if chosen != asked:  # each change of the address is one step back in the browser
        st.query_params[IN_URL] = chosen
    return action(chosen)


def draw_start(chosen: RevocationAction, persona: Persona) -> None:
    """Draw the buttons and what a run does, or the progress while one runs."""
    running = jobs().running()
    if running is not None:
        st.markdown(f"**{md(running.title)}**")
        job_progress(running, key="revocation")
        st.caption("One job runs at a time. The buttons come back when this one has ended.")
        return
    with st.container(horizontal=True):
        if st.button("Run the race", key="revocation_run", type="primary", icon=":material/timer:"):
            start([chosen])
        if st.button("Run all six", key="revocation_run_all", icon=":material/playlist_play:"):
            start(ACTIONS)
    name = md(persona.username)
    st.caption(
        f"One run signs in as **{name}** and keeps the tokens, asks who accepts them, makes the "
        f"call, asks again, and puts {name} back, even if you leave this page. "
        f"{_side_effect(persona)}"
    )


def _side_effect(persona: Persona) -> str:
    name = md(persona.username)
    ends = f"Anybody who is signed in as {name} elsewhere may have to sign in again."
    if browser_session().signed_in_username == persona.username:
        ends = f"You are signed in as {name} in this browser and may have to sign in again."
    again = "" if settings().is_local else " `--cloud aws`"
    return (
        f"{ends} If the server is killed in the middle, the next run, or "
        f"`python -m infra_scripts seed`{again}, restores {name}."
    )


def start(chosen: Sequence[RevocationAction]) -> None:
    """Start the races; each result goes to this browser's session when its race has ended."""
    session = browser_session()

    def keep(race: Race) -> None:
        session.races[race.action.id] = race

    start_job(lambda process: start_races(process, chosen, keep))


def draw_race(chosen: RevocationAction, race: Race | None) -> None:
    """Draw the answer and the timeline; the calls and the clock of the held ID token below."""
    with st.container(border=True, key="revocation_race"):
        st.html(race_html(chosen, race))
        if race is not None:
            race_calls(race, "revocation_calls")


def draw_page(persona: Persona) -> None:
    chosen = draw_choice()
    draw_start(chosen, persona)
    show_failure(jobs().latest({RACE}))
    races = browser_session().races
    draw_race(chosen, races.get(chosen.id))
    st.html(matrix_html(races, chosen))


require_frame()
page_head(
    "Revocation race",
    "The authorizer checks tokens offline: whatever you do to the user, it accepts an ID token "
    "until it expires; only Cognito itself notices.",
)
require_stack()
try:
    shown_persona = suitable_persona(lab().personas())
except LabError as error:
    show_error(error)
else:
    draw_page(shown_persona)
