"""What ran in a step: the AWS calls as they went out, in three forms, and where they come from."""

import streamlit as st

from infra_scripts.walkthrough.steps import up_to
from infra_scripts.walkthrough.walk_journal import Journal
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.page.context import settings
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from services.cloud.call_snippets.aws_cli import aws_cli_commands
from services.cloud.call_snippets.boto3_code import BOTO3_IMPORTS, boto3_statements
from services.cloud.call_snippets.console_place import console_place
from services.cloud.call_snippets.contents import needed_files, needed_secrets
from services.cloud.call_snippets.json_parameters import json_parameters
from services.cloud.recorded_call import RecordedCall

_CLI, _BOTO3, _JSON = "AWS CLI", "boto3", "JSON parameters"


def what_ran(walked: WalkStep, journal: Journal) -> None:
    """Draw the recorded calls of the step, folded; nothing for a step that called nothing."""
    record = journal.ran.get(walked.id)
    if record is None or not record.calls:
        return
    with st.expander(f"What ran: {count_words(len(record.calls), 'AWS call')}"):
        form = st.segmented_control(
            "Show the calls as",
            [_CLI, _BOTO3, _JSON],
            key="walkthrough_form",
            default=_CLI,
            required=True,
            label_visibility="collapsed",
        )
        _draw(form or _CLI, record.calls, earlier_calls(walked, journal))


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
    words = [f"set `{md(name)}` first" for name in needed_secrets(calls)]
    words += [f"make `{md(name)}` of `{md(path)}`" for name, path in needed_files(calls).items()]
    if words:
        st.caption(f"To repeat it: {'; '.join(words)}. Secrets are never recorded.")


def _where(calls: tuple[RecordedCall, ...]) -> None:
    region = settings().region
    places = dict.fromkeys(_place(call, region) for call in calls)
    files = dict.fromkeys(call.source.file for call in calls if call.source)
    st.markdown("In the AWS console: " + "; ".join(places))
    st.caption("Made by " + ", ".join(f"`{md(name)}`" for name in files))


def _place(call: RecordedCall, region: str) -> str:
    place = console_place(call, region)
    is_link = place.url and not settings().is_local
    return f"[{md(place.words)}]({place.url})" if is_link else md(place.words)
