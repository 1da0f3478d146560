"""Response doctor: why an answer came, from a call or a paste; and the check-up of the stack."""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui.calls.exchange_card import exchange_card, status_words
from pages._ui.doctor.answer_form import AnswerForm, answer_form, complaint_choice
from pages._ui.doctor.checkup_report import checkup_report
from pages._ui.doctor.command_words import variables_words
from pages._ui.doctor.diagnosis_card import cause_card, causes_title, diagnosis_cards
from pages._ui.doctor.reading_card import read_as_line
from pages._ui.page.context import browser_session, lab, settings
from pages._ui.page.feedback import md_sentence, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.page.time_words import clock_time
from pages._ui.page.visible import visible
from services.authorizer.decision import Decision
from services.checkup.live_check_up import check_up_lab
from services.doctor.consultation import examine_call, examine_paste
from services.doctor.diagnosis import CAUSES, Diagnosis
from services.doctor.ticket import ticket_of
from services.errors import LabError
from services.lab import Lab
from services.traffic.exchange import Exchange

PART, CALL, LOOKED_FOR = "response_doctor_part", "response_doctor_call", "_response_doctor_link"
ANSWER, CHECK_UP = "An answer", "Check-up"
PICK, PASTE = "A call of this browser", "A pasted answer"
EXPECTED = (
    "If you expected it, nothing is wrong; if it surprises you, choose above what is unexpected "
    "about it."
)
REFUSED_FROM = 400
CHECKED, FORM = "_response_doctor_checked", "response_doctor"


def linked_call() -> str:
    """Return the call that the address names, once: afterwards the choice is the reader's."""
    asked = st.query_params.get("call", "")
    if asked and st.session_state.get(LOOKED_FOR) != asked:
        st.session_state[LOOKED_FOR] = asked
        return asked
    return ""


def remember_choice() -> None:
    """Put the chosen call into the address, so that the page can be shown again."""
    st.query_params["call"] = st.session_state[LOOKED_FOR] = st.session_state[CALL]


def draw_source(calls: dict[str, Exchange], asked: str) -> bool:
    """Draw the choice between a call and a paste; return whether it is a call."""
    if asked in calls:
        st.session_state["response_doctor_source"] = PICK
        st.session_state[CALL] = asked
    st.session_state.setdefault("response_doctor_source", PICK if calls else PASTE)
    chosen = st.segmented_control(
        "What should the doctor look at?",
        [PICK, PASTE],
        key="response_doctor_source",
        required=True,
        label_visibility="collapsed",
    )
    return chosen == PICK


def draw_gone_call(calls: dict[str, Exchange], asked: str) -> None:
    if asked and asked not in calls:
        st.warning(
            "This call is not in this browser's history any more. Choose another, or paste its "
            "answer.",
            icon=":material/history_toggle_off:",
        )


def draw_call_choice(calls: dict[str, Exchange]) -> None:
    if not calls:
        with st.container(border=True, key="response_doctor_no_calls"):
            st.markdown(
                "**This browser has made no call yet.** Make one that is refused, or paste an "
                "answer from elsewhere."
            )
            st.page_link("pages/demo/call_api.py", label="Call the API", icon=":material/api:")
        return
    columns = st.columns(2)
    with columns[0]:
        if st.session_state.get(CALL) not in calls:
            st.session_state[CALL] = first_to_examine(calls)
        chosen = st.selectbox(
            "Call",
            list(calls),
            key=CALL,
            format_func=lambda each: call_label(calls[each]),
            on_change=remember_choice,
        )
    with columns[1]:
        complaint = complaint_choice("response_doctor")
    call = calls[chosen]
    kept = browser_session().explanations.get(call.id)
    found = examine_call(
        lab(), call, complaint=complaint, decision=kept if isinstance(kept, Decision) else None
    )
    draw_diagnoses(found)
    panel = st.expander(
        "The call and its answer",
        key="response_doctor_call_and_answer",
        icon=":material/swap_horiz:",
        on_change="rerun",  # drawn only while it stands open
    )
    if panel.open:
        with panel:
            exchange_card(call, "response_doctor_exchange", is_wide=True)


def first_to_examine(calls: dict[str, Exchange]) -> str:
    """Return the last call that was refused or failed, the last one where none was."""
    bad = (id for id, call in calls.items() if call.status is None or call.status >= REFUSED_FROM)
    return next(bad, next(iter(calls)))


def call_label(call: Exchange) -> str:
    return visible(f"{status_words(call)} · {call.label} · {clock_time(call.started_at)}")


def form_place(*, is_folded: bool) -> DeltaGenerator:
    if not is_folded:
        return st.container(border=True)
    return st.expander("Another answer, or more about this one", icon=":material/edit_note:")


def draw_paste() -> None:
    """Draw the causes above the form, which folds as soon as there is something to examine."""
    causes = st.container()
    with form_place(is_folded=bool(st.session_state.get(f"{FORM}_paste", "").strip())):
        form = answer_form(FORM)
    with causes:
        draw_examined(form)


def draw_examined(form: AnswerForm) -> None:
    if not form.has_something:
        st.caption(
            "Paste what you have: an answer, an error, a log line, a copied request, or several."
        )
        return
    consultation = examine_paste(known_lab(), form.pasted)
    read_as_line(consultation.read_as)
    draw_diagnoses(consultation.causes, nothing=consultation.next_step)
    if consultation.causes and consultation.next_step:
        st.caption(f"**To know more:** {md_sentence(consultation.next_step)}")
    st.download_button(
        "Export for a ticket",
        data=ticket_of(consultation),
        file_name="diagnosis.md",
        mime="text/markdown",
        key="response_doctor_ticket",
        icon=":material/download:",
        help="Markdown without token, secret, account number and e-mail address.",
    )


def known_lab() -> Lab | None:
    """Return the Lab, None while the local engine is not running: a paste needs none."""
    try:
        return lab()
    except LabError:
        return None


def draw_diagnoses(found: tuple[Diagnosis, ...], *, nothing: str = EXPECTED) -> None:
    if not found:
        with st.container(border=True, key="response_doctor_nothing"):
            st.markdown(
                f"**No cause that the doctor knows fits this answer.** {md_sentence(nothing)}"
            )
        return
    st.header(causes_title(found), anchor=False)
    diagnosis_cards(found, "response_doctor")
    draw_variables([each.cause.command for each in found])


def draw_variables(commands: list[str]) -> None:
    if words := variables_words(commands, is_local=settings().is_local):
        st.caption(words)


def draw_answer() -> None:
    calls, asked = {call.id: call for call in reversed(browser_session().calls)}, linked_call()
    is_call = draw_source(calls, asked)
    draw_gone_call(calls, asked)
    if is_call:
        draw_call_choice(calls)
    else:
        draw_paste()


def draw_linked_cause() -> None:
    """Draw the cause that the address names, above what the page does with an answer."""
    asked = st.query_params.get("cause", "")
    cause = next((each for each in CAUSES if each.id == asked), None)
    if cause is not None:
        cause_card(cause, "response_doctor")
        draw_variables([cause.command])


def draw_checkup() -> None:
    require_stack()
    st.markdown(
        "The same knowledge applied to the live configuration, before anybody is refused: "
        "methods, authorizers, scopes, app clients, permissions, CORS and deployment. It only "
        "reads."
    )
    if st.button(
        "Check the stack",
        key="response_doctor_check",
        type="primary",
        icon=":material/stethoscope:",
    ):
        try:
            with st.spinner("Reading the stack's configuration…"):
                st.session_state[CHECKED] = (time.time(), check_up_lab(lab()))
        except LabError as error:
            st.session_state.pop(CHECKED, None)
            show_error(error)
    if CHECKED in st.session_state:
        checked_at, checked = st.session_state[CHECKED]
        checkup_report(checked, checked_at, "response_doctor_checkup")
        draw_variables([finding.command for finding in checked.findings])


require_frame()
page_head(
    "Response doctor",
    "Why was I refused? The doctor reads an answer, names the causes that fit and says what to do. "
    "The check-up looks for the same causes before they hurt.",
)
draw_linked_cause()
part = st.segmented_control(
    "Part",
    [ANSWER, CHECK_UP],
    key=PART,
    default=ANSWER,
    required=True,
    bind="query-params",
    label_visibility="collapsed",
)
if part == CHECK_UP:
    draw_checkup()
else:
    draw_answer()
