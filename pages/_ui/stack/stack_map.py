"""The drawing of the stack: who calls whom, each box with its id and its live status."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render


class BoxState(StrEnum):
    EXISTS = "exists"
    MISSING = "missing"
    DIFFERS = "differs"
    ABSENT = "not created yet"
    UNKNOWN = "not read yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the drawing: a resource of the stack under its logical name."""

    name: str
    title: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxStatus:
    """What is known of a box's resource."""

    id: str
    state: BoxState


BOXES = (
    Box(name="rest_api", title="REST API", role="routes each request"),
    Box(name="authorizer", title="Cognito authorizer", role="checks the token first"),
    Box(name="my_api_function", title="my-api function", role="answers with the claims"),
    Box(
        name="sign_in_function", title="user-sign-in function", role="trades a password for tokens"
    ),
    Box(name="user_pool", title="User pool", role="keeps users, signs tokens"),
    Box(name="app_client", title="App client", role="the app that gets the tokens"),
)


def stack_map(
    statuses: Mapping[str, BoxStatus],
    *,
    broken: Mapping[str, str] | None = None,
    others: BoxState = BoxState.UNKNOWN,
) -> None:
    """Draw the stack; a box without a status is shown in the state `others`.

    `broken` names the arrows that lead nowhere, each with the reason.
    """
    st.html(drawing(statuses, broken=broken or {}, others=others))


def drawing(
    statuses: Mapping[str, BoxStatus], *, broken: Mapping[str, str], others: BoxState
) -> Markup:
    """Return the drawing as HTML."""
    return render(
        "stack/stack_map.html.j2",
        boxes={box.name: box for box in BOXES},
        statuses=statuses,
        broken=broken,
        rest=BoxStatus(id="", state=others),
    )
