"""The server role: settings, engine and job at start, middleware around every request."""

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from pages._server.engine_keeper import Engine, EngineKeeper, Silence, process_is_alive
from pages._server.middleware import (
    LoopbackGuard,
    SecurityHeaders,
    SessionCookie,
    security_headers,
    streamlit_index_html,
)
from pages._server.own_routes.download_route import download_route
from pages._server.own_routes.entries_route import Entries, entries_route
from pages._server.own_routes.own_files import OwnFiles, OwnTags
from pages._server.own_routes.state_route import state_route
from pages._server.own_routes.token_route import token_route
from pages._server.presenting.masked_messages import mask_what_is_sent
from pages._server.process import LabProcess, use_process
from pages._server.redacted_logs import install_redacted_logs
from pages._server.session_renewal import renewal_route
from pages._server.stack_jobs import finish_put_back, start_prepare
from pages._server.switch_keeper import SwitchKeeper
from services.errors import SettingsError
from services.settings import Settings, load_settings

if TYPE_CHECKING:
    from infra_scripts.local_engine.process import RunningEngine
    from infra_scripts.switches.broken_stack import BrokenStack

_UNUSABLE_SETTINGS = 2
# A fifth of Python's default: pages wait less for the thread that provisions meanwhile.
_SWITCH_SECONDS = 0.001


def app_options(
    on_script_error: Callable[[Exception], bool], find_entries: Entries
) -> dict[str, Any]:
    """Return the arguments of `st.App`; ends the process on unusable settings.

    `on_script_error` shows an error that no page expected and says whether it is dealt with;
    `find_entries` returns what the palette finds.
    """
    try:
        settings = load_settings(os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error.one_line()}\n")
        raise SystemExit(_UNUSABLE_SETTINGS) from None
    sys.setswitchinterval(_SWITCH_SECONDS)
    install_redacted_logs()
    forbid_pages_without_frame()
    forbid_components_of_others()
    process, keeper = open_process(settings)
    use_process(process)
    mask_what_is_sent(process.stage)
    own_files = OwnFiles()
    return {
        "lifespan": _lifespan(process, keeper, switch_keeper(process)),
        "middleware": middleware(process, own_files),
        "routes": [
            renewal_route(process.sessions),
            own_files.route(),
            token_route(process.sessions),
            download_route(process.downloads, process.sessions),
            state_route(process.state.look, process.sessions),
            entries_route(process.sessions.cookies, find_entries),
        ],
        "on_script_error": on_script_error,
    }


def open_process(settings: Settings) -> tuple[LabProcess, EngineKeeper | None]:
    """Return the process for these settings, and the keeper that the lifespan starts and stops."""
    keeper = None
    if settings.is_local:
        keeper = EngineKeeper(lambda: _engine(settings), process_is_alive, _silence_of)
    return LabProcess(settings=settings, engine=keeper), keeper


def middleware(process: LabProcess, own_files: OwnFiles) -> list[Middleware]:
    """Return the middleware, the outermost first: even a refusal carries the headers."""
    return [
        Middleware(SecurityHeaders, headers=security_headers(streamlit_index_html())),
        Middleware(LoopbackGuard),
        Middleware(SessionCookie, cookies=process.sessions.cookies),
        Middleware(OwnTags, tags=own_files.tags),
    ]


def forbid_pages_without_frame() -> None:
    """Turn off Streamlit's automatic multipage mode, which serves pages/ without the frame.

    It is on in every process until the first st.navigation; `require_frame` is the second lock.
    """
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def forbid_components_of_others() -> None:
    """Let no installed package add components to the pages, and save the look at all of them.

    Streamlit reads the description of each package for that when it starts.
    """
    from streamlit.components.v2 import manifest_scanner

    vars(manifest_scanner)["scan_component_manifests"] = list


def _engine(settings: Settings) -> AbstractContextManager[Engine]:
    from infra_scripts.local_engine.process import engine_session

    return engine_session(settings)


def _silence_of(engine: "RunningEngine") -> Silence:
    from infra_scripts.local_engine.long_silence import LongSilence

    return LongSilence(engine)


def switch_keeper(process: LabProcess) -> SwitchKeeper:
    """Return what puts the switches of this server's walkthrough back."""

    def open_stack() -> "BrokenStack":
        from infra_scripts.switches.broken_stack import BrokenStack

        return BrokenStack(process.lab())

    return SwitchKeeper(process.settings.walkthrough, open_stack)


def _lifespan(process: LabProcess, keeper: EngineKeeper | None, switches: SwitchKeeper) -> Any:
    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        """Start without waiting: the first page is served while the engine comes up."""
        if keeper is None:
            process.look_up_account()
            finish_put_back(process)
        else:
            keeper.start()
            start_prepare(process)
        switches.start()
        try:
            yield
        finally:
            switches.stop()  # before the engine that it needs
            process.bulk.close()
            process.snapshots.close()
            if keeper is not None:
                keeper.stop()

    return lifespan
