"""LabProcess: the Lab follows the engine, and says why there is none."""

import pytest

from pages._server.engine_keeper import EngineState
from pages._server.process import LabProcess, current_process, use_process
from services.errors import EngineError, PortTaken
from services.settings import Cloud, Settings
from tests.pages.fixed_engine import FixedEngine

FIRST, SECOND = "http://127.0.0.1:4566", "http://127.0.0.1:4567"


def test_the_lab_is_opened_once_and_again_when_the_engine_moved(
    stopped_process: LabProcess,
) -> None:
    stopped_process.engine = FixedEngine(endpoint_url=FIRST)
    lab = stopped_process.lab()
    assert stopped_process.lab() is lab
    assert lab.aws.endpoint_url == FIRST
    stopped_process.engine = FixedEngine(endpoint_url=SECOND)
    assert stopped_process.lab().aws.endpoint_url == SECOND


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        pytest.param(
            FixedEngine(state=EngineState.STARTING),
            "The local engine is starting.",
            id="while it starts",
        ),
        pytest.param(
            FixedEngine(state=EngineState.STOPPED), "The local engine stopped.", id="when it died"
        ),
        pytest.param(
            FixedEngine(state=EngineState.STOPPED, error=PortTaken("Port 4566 is taken.")),
            "Port 4566 is taken.",
            id="when it could not start: the reason",
        ),
    ],
)
def test_without_an_engine_there_is_no_lab(
    stopped_process: LabProcess, engine: FixedEngine, message: str
) -> None:
    stopped_process.engine = engine
    with pytest.raises(EngineError) as refused:
        stopped_process.lab()
    assert refused.value.message == message


def test_on_aws_the_lab_needs_no_engine(stopped_process: LabProcess) -> None:
    settings = Settings(home=stopped_process.settings.home, cloud=Cloud.AWS, region="eu-west-1")
    process = LabProcess(settings=settings)
    assert process.lab().aws.endpoint_url == ""


def test_pages_run_only_under_a_server() -> None:
    use_process(None)
    with pytest.raises(RuntimeError, match="only under the server role"):
        current_process()
