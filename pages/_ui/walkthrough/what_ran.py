"""What ran in a step: its AWS calls and its HTTP requests as they went out.

The calls in three forms, with where they come from; the requests as commands to repeat them.
"""

import streamlit as st

from infra_scripts.walkthrough.steps import up_to
from infra_scripts.walkthrough.walk_journal import Journal
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.calls.exchange_card import draw_commands, status_words
from pages._ui.page.context import settings
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.visible import visible
from pages._ui.walkthrough.outcomes import kept_outcome
from services.cloud.call_snippets.aws_cli import aws_cli_commands
from services.cloud.call_snippets.boto3_code import BOTO3_IMPORTS, boto3_statements
from services.cloud.call_snippets.console_place import console_place
from services.cloud.call_snippets.contents import needed_files, needed_secrets
from services.cloud.call_snippets.json_parameters import json_parameters
from services.cloud.recorded_call import RecordedCall
from services.traffic.exchange import Exchange

_CLI, _BOTO3, _JSON = "AWS CLI", "boto3", "JSON parameters"


def what_ran(walked: WalkStep, journal: Journal) -> None:
    """Draw the step's calls and requests, folded; nothing for a step that made none."""
    record, kept = journal.ran.get(walked.id), kept_outcome(walked.id)
    calls, requests = record.calls if record else (), kept.requests if kept else ()
    counts = ((len(calls), "AWS call"), (len(requests), "HTTP request"))
    words = [count_words(number, noun) for number, noun in counts if number]
    if not words:
        return
    with st.expander(f"What ran: {', '.join(words)}"):
        if calls:
            _draw(_chosen_form(), calls, earlier_calls(walked, journal))
        for request in requests:
            _request(request)


def _chosen_form() -> str:
    form = st.segmented_control(
        "Show the calls as",
        [_CLI, _BOTO3, _JSON],
        key="walkthrough_form",
        default=_CLI,
        required=True,
        label_visibility="collapsed",
    )
    return form or _CLI


def _request(request: Exchange) -> None:
    st.markdown(
        f"**{md(request.label)}**: {md(request.method)}, answered {md(status_words(request))}"
    )
    draw_commands(request, f"walkthrough_{request.id}")


def earlier_calls(walked: WalkStep, journal: Journal) -> list[RecordedCall]:
    """Return the calls of the steps before: their ids are variables here."""
    before = up_to(walked.id)[:-1]
    return [
        call for each in before if each.id in journal.ran for call in journal.ran[each.id].calls
    ]


def _draw(form: str, calls: tuple[RecordedCall, ...], earlier: list[RecordedCall]) -> None:
    if form == _JSON:
        for call in calls:
            st.markdown(f"`{call.service}` **{md(call.operation)}**")
            st.code(visible(json_parameters(call)), language="json", wrap_lines=True)
    elif form == _BOTO3:
        text = "\n".join([BOTO3_IMPORTS, *boto3_statements(calls, earlier)])
        st.code(visible(text), language="python", wrap_lines=True)
    else:
        text = "\n\n".join(aws_cli_commands(calls, earlier))
        st.code(visible(text), language="bash", wrap_lines=True)
    _needed(calls)
    _where(calls)


def _needed(calls: tuple[RecordedCall, ...]) -> None:
    words = [f"set `{name}` first" for name in needed_secrets(calls)]
    words += [f"make `{name}` of `{path}`" for name, path in needed_files(calls).items()]
    if words:
        st.caption(md_sentence(f"To repeat it: {'; '.join(words)}. Secrets are never recorded."))


def _where(calls: tuple[RecordedCall, ...]) -> None:
    region = settings().region
    places = dict.fromkeys(_place(call, region) for call in calls)
    files = dict.fromkeys(call.source.file for call in calls if call.source)
    st.markdown("In the AWS console: " + "; ".join(places))
    st.caption(md_sentence("Made by " + ", ".join(f"`{name}`" for name in files)))


def _place(call: RecordedCall, region: str) -> str:
    place = console_place(call, region)
    is_link = place.url and not settings().is_local
    return f"[{md(place.words)}]({place.url})" if is_link else md(place.words)
