"""The steps as data: complete, in the order of the article, each with what the page needs."""

from itertools import groupby

import pytest

from infra_scripts.walkthrough.steps import STEPS, step, up_to
from infra_scripts.walkthrough.walk_resources import all_resources, made_by, resources_after
from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from services.api.routes import route
from services.doctor.diagnosis import cause_of

BUILDS = [each for each in STEPS if each.kind is StepKind.BUILD]


def test_every_step_has_an_id_of_its_own() -> None:
    assert len({each.id for each in STEPS}) == len(STEPS)
    assert [each.id for each in up_to("app-client")] == [
        "open-api",
        "call-first",
        "user-pool",
        "app-client",
    ]
    with pytest.raises(KeyError):
        step("nowhere")


def test_each_chapter_stands_together_and_asks_one_question() -> None:
    chapters = [(title, list(steps)) for title, steps in groupby(STEPS, key=lambda it: it.chapter)]
    assert len({title for title, _ in chapters}) == len(chapters)
    for title, steps in chapters:
        assert sum(each.quiz is not None for each in steps) == 1, title


@pytest.mark.parametrize("walked", STEPS, ids=lambda each: each.id)
def test_a_step_says_why_what_to_expect_and_how_it_goes_wrong(walked: WalkStep) -> None:
    assert walked.why.endswith(".")
    assert walked.expect.endswith(".")
    assert cause_of(walked.cause).title
    assert bool(walked.status) == (walked.kind is StepKind.CALL or walked.signs_in)
    if walked.kind is StepKind.CALL:
        assert route(walked.route).path


@pytest.mark.parametrize("walked", BUILDS, ids=lambda each: each.id)
def test_a_building_step_builds_something(walked: WalkStep) -> None:
    assert made_by("demo", walked.id)


def test_the_method_is_open_until_the_step_that_attaches_the_authorizer() -> None:
    def authorizer(step_id: str) -> str:
        found = {it.name: it for it in resources_after("demo", step_id)}
        return str(found["method_get_my_api"].authorizer)

    assert [authorizer(each) for each in ("rest-api", "authorizer", "attach")] == [
        "",
        "",
        "authorizer",
    ]


def test_each_resource_refers_only_to_those_before_it() -> None:
    known: set[str] = {""}
    for resource in all_resources("demo"):
        assert set(resource.builds_on()) <= known, resource.name
        known.add(resource.name)


def test_the_names_of_the_longest_stack_fit_where_aws_takes_64_characters() -> None:
    for resource in all_resources(f"{'a' * 40}-walkthrough"):
        for field in ("role_name", "function_name"):
            assert len(getattr(resource, field, "")) <= 64
