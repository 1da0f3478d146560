"""What a step gave: the resources that stand, the call with its way, or the tokens."""

import streamlit as st

from infra_scripts.walkthrough.first_api import FIRST_API
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_journal import StepRecord
from infra_scripts.walkthrough.walk_resources import made_by, resources_after
from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from pages._ui.calls.decision_card import live_answer
from pages._ui.page.count_words import count_words
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md
from pages._ui.page.script_marks import result_mark
from pages._ui.page.time_words import clock_time
from pages._ui.stack.stack_map import BoxState, stack_map
from pages._ui.stack.stack_state import boxes_of_outputs
from pages._ui.walkthrough.fields.told_fields import (
    ToldField,
    facts_on_stage,
    field_facts,
    told_fields,
)
from pages._ui.walkthrough.outcomes import KeptOutcome, kept_outcome
from pages._ui.walkthrough.self_result import draw_helped
from pages._ui.walkthrough.token_pair import draw_token_pair, end_of_token
from pages._ui.walkthrough.what_ran import earlier_calls
from services.api.sign_in import TokenSet


def draw_result(walk: Walk, walked: WalkStep, record: StepRecord | None) -> None:
    """Draw what is known of the step; nothing for one that has not run."""
    if record is None or walked.kind is StepKind.EXPLAIN:
        return
    if walked.kind is not StepKind.CALL:  # the answer's card marks itself
        _mark(walked, is_done=record.is_done)
    kept = kept_outcome(walked.id)
    st.subheader("What happened", anchor=False)
    if walked.changes_the_stack:
        _built(walk, walked)
    elif walked.kind is StepKind.SELF:
        draw_helped(kept, record)
    else:
        _call(walked, record, kept)


def _mark(walked: WalkStep, *, is_done: bool) -> None:
    """Tell the script that there is a result when this tab has run the step."""
    if (kept := kept_outcome(walked.id)) is not None:
        result_mark(kept.id, f"{walked.title}: {'done' if is_done else 'not done'}.")


def draw_stack(walk: Walk, walked: WalkStep) -> None:
    """Draw the walkthrough's stack as far as it has grown by this step, without the first API."""
    outputs = walk.outputs()
    entries = outputs.resources if outputs else {}
    grown = {each.name for each in resources_after(walk.settings.stack, walked.id)} - {FIRST_API}
    boxes = boxes_of_outputs({name: it for name, it in entries.items() if name in grown})
    if not boxes:
        return
    with st.expander("The stack so far", expanded=walked.kind is StepKind.BUILD):
        stack_map(boxes, others=BoxState.ABSENT)


def draw_built_on_stage(walk: Walk, walked: WalkStep) -> None:
    """Draw the fields that matter most beside the stack as it has grown so far."""
    _mark(walked, is_done=True)
    told, grown = st.columns([3, 2], gap="medium")
    with told:
        facts_table(facts_on_stage(_told(walk, walked)))
    with grown:
        draw_stack(walk, walked)


def _built(walk: Walk, walked: WalkStep) -> None:
    """Draw what the fields mean; the names and ids of what was made are a click away."""
    if walked.kind is StepKind.USER:
        st.markdown("The user **walker** can sign in; the lab keeps the generated password.")
    facts_table(field_facts(_told(walk, walked)))
    outputs = walk.outputs()
    entries = outputs.resources if outputs else {}
    made = [name for name in made_by(walk.settings.stack, walked.id) if name in entries]
    if made:
        with st.expander(f"Names and ids of {count_words(len(made), 'resource')}"):
            facts_table(
                Fact(title=_kind_words(entries[name].kind), name=name, value=entries[name].id)
                for name in made
            )


def _told(walk: Walk, walked: WalkStep) -> list[ToldField]:
    journal = walk.journal()
    record = journal.ran.get(walked.id)
    return told_fields(record.calls if record else (), earlier_calls(walked, journal))


def _kind_words(kind: str) -> str:
    return "REST API" if kind == "rest_api" else kind.replace("_", " ").capitalize()


def _call(walked: WalkStep, record: StepRecord, kept: KeptOutcome | None) -> None:
    if kept is None or kept.exchange is None:
        st.markdown(
            f"Answered **{record.status or 'nothing'}** at {clock_time(record.at)}. Run it again "
            "to see the call."
        )
        return
    if not record.is_done:
        st.warning(
            f"Expected {walked.status}, got {record.status or 'no answer'}: something on the way "
            "is not as this step left it. Run it again, or start over.",
            icon=":material/compare_arrows:",
        )
    if kept.tokens is not None:
        _tokens(kept.tokens, is_read=walked.kind is StepKind.READ)
    elif walked.signs_in:
        st.error(f"No tokens: status {md(str(kept.exchange.status))}.", icon=":material/block:")
    else:
        if walked.signs_out and (end := end_of_token(kept.exchange)):
            st.markdown(
                f"walker is signed out everywhere. This ID token is accepted until "
                f"**{clock_time(end)}**, its exp claim."
            )
        live_answer(kept.exchange, kept.explanation)


def _tokens(tokens: TokenSet, *, is_read: bool) -> None:
    if is_read:
        draw_token_pair(tokens)
        return
    facts_table(
        Fact(title=title, value=f"{len(text)} characters", note=note)
        for title, text, note in (
            ("ID token", tokens.id_token, "Says who the user is."),
            ("Access token", tokens.access_token, "Says what the user may do."),
            ("Refresh token", tokens.refresh_token, "Gets new tokens. For Cognito alone."),
        )
    )
