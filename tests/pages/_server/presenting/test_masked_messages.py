"""A message on its way to a tab in presenter's mode: every text of it is masked."""

import pandas as pd
import pytest
import streamlit as st
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages._server.presenting.masked_messages import masked_message
from pages._server.presenting.stage_mask import StageMask
from tests.pages._server.presenting.sent import sent

POOL = "us-east-1_H9EC71TGM"


def texts(message: ForwardMsg) -> str:
    return str(message)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda: st.markdown(f"`{POOL}`"), id="Markdown"),
        pytest.param(lambda: st.html(f"<b>{POOL}</b>"), id="HTML"),
        pytest.param(lambda: st.code(POOL), id="code"),
        pytest.param(lambda: st.json({"pool": POOL}), id="JSON"),
        pytest.param(lambda: st.text_input("Pool", POOL), id="what a field holds"),
        pytest.param(lambda: st.selectbox("Pool", [POOL]), id="a choice"),
        pytest.param(lambda: st.expander(POOL), id="an expander's label"),
        pytest.param(lambda: st.link_button("Open", f"https://x.test/{POOL}"), id="a link"),
        pytest.param(lambda: st.metric("Pool", POOL), id="a metric"),
        pytest.param(lambda: st.error(POOL), id="an error"),
    ],
)
def test_every_kind_of_part_is_masked(draw: object) -> None:
    messages = sent(draw)
    assert any(POOL in texts(each) for each in messages), "the test shows something"
    for each in messages:
        masked = masked_message(each, StageMask().hide)
        assert POOL not in texts(masked)


def test_the_cells_of_a_table_are_masked_and_the_rest_of_it_stays() -> None:
    table = pd.DataFrame({"name": ["a", None], "id": [POOL, "x"], "n": [1, 2]}, index=["r", "s"])
    (message,) = (each for each in sent(lambda: st.dataframe(table)) if "data" in texts(each))
    masked = masked_message(message, StageMask().hide)
    shown = convert_arrow_bytes_to_pandas_df(masked.delta.new_element.dataframe.arrow_data.data)
    assert shown["id"].tolist() == ["‹user pool id›", "x"]
    assert shown["n"].tolist() == [1, 2]
    assert shown.index.tolist() == ["r", "s"]


def test_a_widget_keeps_its_id_and_the_message_that_is_masked_stays_as_it_was() -> None:
    (message,) = sent(lambda: st.button(POOL, key=f"key_{POOL}"))
    masked = masked_message(message, StageMask().hide)
    assert masked.delta.new_element.button.id == message.delta.new_element.button.id
    assert POOL in message.delta.new_element.button.label
