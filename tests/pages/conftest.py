"""What page tests use: AppTest under the frame, against a real engine with a provisioned stack."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from infra_scripts.local_engine.process import RunningEngine
from pages._server.engine_keeper import EngineState
from pages._server.process import LabProcess, _Current, use_process
from services.home.outputs import StackOutputs
from services.settings import Settings
from tests.pages.fixed_engine import FixedEngine
from tests.waiting import until

ENTRY = str(Path(__file__).parents[2] / "streamlit_app.py")
OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _under_the_frame(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make AppTest run every page through streamlit_app.py, as the server role does."""
    original = PagesManager.__init__

    def without_automatic_pages(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", without_automatic_pages)
    # AppTest's stand-in has a cookie of every name, that of an earlier server's sign-in among them.
    monkeypatch.setattr(ContextProxy, "cookies", {})
    monkeypatch.setenv("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    if _Current.process is not None:
        _Current.process.bulk.close()
        _Current.process.snapshots.close()
    use_process(None)
    until(_nothing_runs_on, seconds=60)


def _nothing_runs_on() -> bool:
    """Tell whether every job, which ends by reading the stack, and every reading has ended.

    Also those no page waited for. Asked by name and not joined: a thread that another one is just
    starting cannot be joined yet.
    """
    names = [thread.name for thread in threading.enumerate()]
    return not any(name.startswith(("stack-watch", "job-")) for name in names)


@pytest.fixture(scope="session")
def lab_stack(engine: RunningEngine, engine_settings: Settings) -> StackOutputs:
    """The stack, provisioned and seeded once per worker on the real engine."""
    from infra_scripts.personas.seed import seed
    from infra_scripts.stack.provisioner import Provisioner
    from services.cloud.aws import Aws

    aws = Aws(engine_settings, engine.endpoint_url)
    outputs = Provisioner(aws, engine_settings).apply()
    seed(aws, engine_settings, outputs)
    return outputs


@pytest.fixture
def lab_process(
    lab_stack: StackOutputs, engine: RunningEngine, engine_settings: Settings
) -> LabProcess:
    """The server's process with a provisioned stack; pages opened in the test use it."""
    process = LabProcess(
        settings=engine_settings, engine=FixedEngine(endpoint_url=engine.endpoint_url)
    )
    process.snapshots.patience_seconds = 60  # no test looks at a pool that is half read
    use_process(process)
    return process


@pytest.fixture
def empty_process(engine: RunningEngine, tmp_path: Path) -> LabProcess:
    """A process whose engine runs and whose stack does not exist; its home is its own."""
    process = LabProcess(
        settings=Settings(home=tmp_path, stack=f"empty-{uuid4().hex[:8]}"),
        engine=FixedEngine(endpoint_url=engine.endpoint_url),
    )
    use_process(process)
    return process


@pytest.fixture
def stopped_process(tmp_path: Path) -> LabProcess:
    """A process whose engine stopped; it needs no real one."""
    process = LabProcess(
        settings=Settings(home=tmp_path), engine=FixedEngine(state=EngineState.STOPPED)
    )
    use_process(process)
    return process


@pytest.fixture
def open_page() -> OpenPage:
    """Open a page in a new browser tab: `open_page("demo/sign_in.py", step="2")`."""

    def open_(page: str = "learn/overview.py", **query: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app if page == "learn/overview.py" else app.switch_page(f"pages/{page}").run()

    return open_
