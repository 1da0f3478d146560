"""Revocation race: who still takes a token after its user was signed out, disabled or deleted?"""

import time
from collections.abc import Sequence

import streamlit as st

from pages._server.race_jobs import RACE, start_races
from pages._ui.evidence.evidence_words import evidence_words
from pages._ui.page.context import browser_session, jobs, lab, settings
from pages._ui.page.countdown import countdown
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
        captions=[md(each.caption) for each in ACTIONS],
    )
    if chosen != asked:  # each change of the address is one step back in the browser
        st.query_params[IN_URL] = chosen
    return action(chosen)


def draw_action(chosen: RevocationAction) -> None:
    """Draw which call the action makes, what it revokes on AWS and how sure that is."""
    call = f"`{chosen.call}`" if chosen.call else "none"
    st.markdown(f"**API call:** {call}")
    source = evidence_words(chosen.evidence)
    linked = f"[{source}]({chosen.evidence.address})" if chosen.evidence.address else source
    st.markdown(f"**What it revokes:** {md(chosen.revokes)} ({linked})")


def draw_start(chosen: RevocationAction, persona: Persona) -> None:
    """Draw what a run does and its buttons, or the progress while one runs."""
    name = md(persona.username)
    st.markdown(
        f"One run signs in as **{name}** and keeps the tokens, asks who accepts them, carries "
        f"out the call above, asks again, and puts {name} back, even if you leave this page."
    )
    st.caption(_side_effect(persona))
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


def draw_race(race: Race) -> None:
    with st.container(border=True, key="revocation_race"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(f"Before and after: {race.action.title}", anchor=False, width="content")
            countdown(race.expires_at, time.time())
        st.caption(
            f"The clock shows how long the ID token that was held for {md(race.username)} is still "
            "valid: until then, the authorizer accepts it."
        )
        st.html(race_html(race))
        race_calls(race, "revocation_calls")


def draw_page(persona: Persona) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        chosen = draw_choice()
    with right:
        draw_action(chosen)
        draw_start(chosen, persona)
        show_failure(jobs().latest({RACE}))
    races = browser_session().races
    if chosen.id in races:
        draw_race(races[chosen.id])
    st.header("All six side by side", anchor=False)
    st.caption("What each one answered after the action, for the races that this browser has run.")
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
