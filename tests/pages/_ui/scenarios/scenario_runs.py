"""Results of scenarios to draw and to keep, made without an API."""

from services.authorizer.answers import observe
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.table.table import BY_ID
from services.traffic.exchange import Exchange


def resulted(
    scenario_id: str, outcome: Outcome, status: int | None = 401, body: str = ""
) -> ScenarioResult:
    """Return a result that observed `status`; a scenario that was not run observed nothing."""
    scenario = BY_ID[scenario_id]
    exchange = Exchange(
        id="1",
        label=scenario.title,
        started_at=0.0,
        duration_ms=1.0,
        method=scenario.http_method,
        url=f"http://127.0.0.1:1/demo{scenario.path}",
        request_headers=(("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"),),
        status=status,
    )
    return ScenarioResult(
        scenario=scenario,
        outcome=outcome,
        exchange=None if outcome is Outcome.NOT_RUN else exchange,
        observed=None if outcome is Outcome.NOT_RUN or not status else observe(status, (), body),
    )


def kept(*results: ScenarioResult, started_at: float = 100.0, seconds: float = 1.5) -> KeptResults:
    store = KeptResults()
    run = store.begin([], started_at)
    for result in results:
        store.keep(result, run)
    run.duration_seconds = seconds
    return store
