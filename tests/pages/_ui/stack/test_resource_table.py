"""The tables of the stack: grouped, escaped, with console links, and no secret in a plan."""

from infra_scripts.stack.plan import FieldChange, PlannedAction, PlannedChange
from infra_scripts.stack.removal import Leftover
from infra_scripts.stack.status import ResourceState, ResourceStatus
from pages._ui.stack.resource_table import (
    groups_html,
    leftovers_html,
    plan_html,
    resource_groups,
    statuses_html,
)
from tests.pages._ui.stack.statuses import status


def _status(name: str, kind: str, **facts: str) -> ResourceStatus:
    return ResourceStatus(
        name=name,
        kind=kind,
        id=facts.get("id", "an-id"),
        state=ResourceState(facts.get("state", "exists")),
        console_url=facts.get("console_url", ""),
        detail=facts.get("detail", ""),
    )


def test_resources_are_grouped_by_step_and_a_new_kind_is_not_lost() -> None:
    groups = resource_groups(
        [
            _status("user_pool", "user_pool"),
            _status("my_api_role", "role", state="missing"),
            _status("group_admins", "group"),
            _status("moon", "satellite"),
        ]
    )
    assert [(group.title, len(group.statuses)) for group in groups] == [
        ("User pools", 2),
        ("Functions and their roles", 1),
        ("Other", 1),
    ]
    assert [group.is_whole for group in groups] == [True, False, True]
    assert [group.existing for group in groups] == [2, 0, 1]
    assert [group.state for group in groups] == [
        "all in place",
        "none in place",
        "all in place",
    ]


def test_a_group_with_trouble_shows_what_is_wrong_and_folds_the_rest() -> None:
    groups = resource_groups(
        [
            _status("group_admins", "group"),
            _status("group_staff", "group", state="missing"),
            _status("user_pool", "user_pool"),
        ]
    )
    html = groups_html(groups, is_folded=False)
    first, rest = html.split("<summary>2 resources in place</summary>")
    assert 'class="lab-step" open' in first
    assert "Group staff" in first
    assert "Group admins" not in first
    assert "User pool" in rest
    assert " open>" not in groups_html(groups, is_folded=True)


def test_a_group_in_which_all_trouble_comes_from_elsewhere_stays_folded() -> None:
    groups = resource_groups(
        [
            status("my_api_function", "function", "missing"),
            status("permission_get_open", "permission", "missing", follows_from="my_api_function"),
        ]
    )
    html = groups_html(groups, is_folded=False)
    assert '<details class="lab-step" open><summary><b>Functions and their roles</b>' in html
    assert '<details class="lab-step"><summary><b>Routes</b>' in html
    assert "1 resource, none in place" in html


def test_what_follows_from_another_resource_says_so() -> None:
    followed = status("app_client", "app_client", "missing", follows_from="user_pool")
    assert "because of User pool" in statuses_html([followed])


def test_a_resource_on_aws_links_to_its_console_page() -> None:
    html = statuses_html([_status("stage", "stage", console_url="https://console/?a=1&b=2")])
    assert 'href="https://console/?a=1&amp;b=2" target="_blank" rel="noreferrer noopener"' in html


def test_what_differs_is_named_and_what_is_missing_is_only_missing() -> None:
    html = statuses_html(
        [
            _status("a", "stage", state="differs", detail="update RateLimit"),
            _status("b", "stage", state="missing", detail="create"),
        ]
    )
    assert "◐ differs" in html
    assert "update RateLimit" in html
    assert "○ missing" in html
    assert ">create<" not in html


def test_every_text_is_escaped() -> None:
    evil = "<img src=x onerror=alert(1)>"
    left = Leftover(name=evil, kind=evil, id=evil, reason=evil)
    change = PlannedChange(
        name=evil,
        kind=evil,
        action=PlannedAction.UPDATE,
        reason=evil,
        fields=(FieldChange(name=evil, before=evil, after=[evil]),),
    )
    status = _status(evil, evil, id=evil, state="differs", detail=evil)
    for html in (statuses_html([status]), plan_html([change]), leftovers_html([left])):
        assert "<img" not in html
        assert "&lt;img" in html


def test_a_change_shows_each_field_before_and_after() -> None:
    change = PlannedChange(
        name="app_client",
        kind="app_client",
        action=PlannedAction.UPDATE,
        fields=(
            FieldChange(name="IdTokenValidity", before=60, after=30),
            FieldChange(name="AuthFlows", before=None, after=["ALLOW_REFRESH_TOKEN_AUTH"]),
        ),
    )
    html = plan_html([change])
    assert "<del><code>60</code></del> → <ins><code>30</code></ins>" in html
    assert "<del>absent</del>" in html
    assert "ALLOW_REFRESH_TOKEN_AUTH" in html


def test_a_secret_in_a_field_is_hidden_and_a_long_value_is_cut() -> None:
    change = PlannedChange(
        name="app_client",
        kind="app_client",
        action=PlannedAction.UPDATE,
        fields=(
            FieldChange(name="Client", before=None, after={"ClientSecret": "s3cret-value"}),
            FieldChange(name="Policy", before="x" * 500, after=""),
        ),
    )
    html = plan_html([change])
    assert "s3cret-value" not in html
    assert "x" * 150 in html
    assert "x" * 161 not in html
