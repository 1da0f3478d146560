"""What has to stand at two places stands at both: a function's own file cannot import the other."""

from pages._frame.navigation import NAVIGATION
from services.api.routes import MY_API_ROUTES, SIGN_IN_ROUTES
from services.scenarios.table.grid import COLUMNS
from tests.architecture.source_tree import ROOT
from tests.infra_scripts.lambdas.containers import fresh_container


def test_every_page_stands_in_the_navigation_once() -> None:
    files = [
        path.relative_to(ROOT / "pages").as_posix()
        for path in (ROOT / "pages").glob("[a-z]*/*.py")
        if path.name != "__init__.py" and "require_frame()" in path.read_text(encoding="utf-8")
    ]
    listed = [entry.file for entries in NAVIGATION.values() for entry in entries]
    assert sorted(listed) == sorted(files)


def test_every_page_stands_in_the_table_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    titles = [entry.title for entries in NAVIGATION.values() for entry in entries]
    assert [title for title in titles if f"\n| {title} |" not in readme] == []


def test_the_my_api_function_answers_on_every_route_that_leads_to_it() -> None:
    handler = fresh_container("my_api")
    assert set(handler.WHAT_LET_YOU_IN) == {route.path for route in MY_API_ROUTES}


def test_the_sign_in_function_answers_on_every_route_that_leads_to_it() -> None:
    handler = fresh_container("user_sign_in")
    assert set(handler.ROUTES) == {route.path for route in SIGN_IN_ROUTES}


def test_the_grid_has_a_column_for_every_route_that_takes_a_token() -> None:
    assert list(COLUMNS.values()) == [route.path for route in MY_API_ROUTES]
