"""The table of scenarios: one for the pages, the tests and `verify`."""

from services.scenarios.scenario import Scenario
from services.scenarios.table.api_settings import ROUTING, SETTINGS
from services.scenarios.table.grid import GRID
from services.scenarios.table.headers import HEADERS
from services.scenarios.table.limits import LIMITS
from services.scenarios.table.surroundings import BROWSER, FUNCTIONS
from services.scenarios.table.tokens import FORGED, REVOKED

SCENARIOS: tuple[Scenario, ...] = (
    *GRID,
    *HEADERS,
    *FORGED,
    *SETTINGS,
    *REVOKED,
    *ROUTING,
    *LIMITS,
    *FUNCTIONS,
    *BROWSER,
)
BY_ID: dict[str, Scenario] = {scenario.id: scenario for scenario in SCENARIOS}
