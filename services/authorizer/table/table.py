"""The table of scenarios: one for the pages, the tests and `verify`."""

from services.authorizer.scenario import Scenario
from services.authorizer.table.api_settings import ROUTING, SETTINGS
from services.authorizer.table.grid import GRID
from services.authorizer.table.headers import HEADERS
from services.authorizer.table.limits import LIMITS
from services.authorizer.table.surroundings import BROWSER, FUNCTIONS
from services.authorizer.table.tokens import FORGED, REVOKED

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
