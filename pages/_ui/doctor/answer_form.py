"""The form for a pasted answer: what came back, and what is known of the call."""

from dataclasses import dataclass

import streamlit as st

from pages._ui.doctor.reading_card import correction_fields
from pages._ui.page.context import lab
from services.doctor.complaint import Complaint
from services.doctor.consultation import Pasted
from services.errors import LabError

_UNKNOWN = "Not known"
_STATUSES = (_UNKNOWN, "CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED", "UNCONFIRMED")
_SAMPLE = """HTTP/2 401
x-amzn-errortype: UnauthorizedException

{"message":"Unauthorized"}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """What the form holds; when the browser shows no answer, there is nothing to paste."""

    pasted: Pasted

    @property
    def has_something(self) -> bool:
        is_unseen = self.pasted.complaint is Complaint.NO_BROWSER_ANSWER
        return is_unseen or bool(self.pasted.text.strip())


def answer_form(key: str) -> AnswerForm:
    """Draw the form and return what it holds; the token is kept nowhere else."""
    left, right = st.columns(2)
    with left:
        text = st.text_area(
            "What you have",
            key=f"{key}_paste",
            height=152,
            placeholder=_SAMPLE,
            help="An answer, a copied request, an error of an SDK or of the AWS CLI, a log, a "
            "message of the browser's console: one or several, as they are.",
        )
        if _is_sent(key) and not text.strip():
            st.warning("Paste something first, or examine an example.", icon=":material/info:")
    with right:
        complaint = complaint_choice(key)
        http_method, _, path = _method_choice(key).partition(" ")
        token = st.text_input(
            "Token that was sent (optional)",
            key=f"{key}_token",
            type="password",
            autocomplete="off",
            help="It is read here and not kept: it goes into no address, log or file.",
        )
        user_status = _status_choice(key)
        correction = correction_fields(key, token or text)
    pasted = Pasted(
        text=text,
        complaint=complaint,
        http_method=http_method,
        path=path,
        token=token,
        user_status=user_status,
        correction=correction,
    )
    return AnswerForm(pasted=pasted)


def complaint_choice(key: str) -> Complaint:
    chosen = st.selectbox(
        "What is unexpected about it?",
        [each.value for each in Complaint],
        key=f"{key}_complaint",
        help="An answer can be correct and still surprise you: then no error says why.",
    )
    return Complaint(chosen)


def _status_choice(key: str) -> str:
    chosen = st.selectbox(
        "The user's status in the user pool",
        _STATUSES,
        key=f"{key}_user_status",
        help="For a refused sign-in: Cognito answers some states like a wrong password.",
    )
    return "" if chosen == _UNKNOWN else chosen


def _method_choice(key: str) -> str:
    """Return the lab's method that was called, such as "GET /my-api", or ""."""
    try:
        methods = [f"{each.http_method} {each.path}" for each in lab().api.methods]
    except LabError:
        methods = []
    chosen = st.selectbox(
        "Method of this lab's API",
        [_UNKNOWN, *sorted(methods, key=lambda name: name.split()[::-1])],
        key=f"{key}_method",
        help="With it the doctor reads the method's authorizer and scopes.",
    )
    return "" if chosen == _UNKNOWN else chosen


def _is_sent(key: str) -> bool:
    """Draw the button that sends what was typed, and one that examines an example."""
    with st.container(horizontal=True):
        is_sent = st.button(
            "Find the cause", key=f"{key}_find", type="primary", icon=":material/stethoscope:"
        )
        st.button(
            "Examine an example", key=f"{key}_example", on_click=_fill_in, args=(f"{key}_paste",)
        )
    return is_sent


def _fill_in(paste_key: str) -> None:
    st.session_state[paste_key] = _SAMPLE
