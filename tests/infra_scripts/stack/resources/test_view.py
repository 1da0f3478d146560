"""Each question to AWS is asked once, until a write makes the answer old."""

import pytest

from services.errors import AccessDenied, Throttled
from tests.infra_scripts.scripted_aws import Pauses, ScriptedAws, scripted_view, tags_of

SLOW_DOWN = Throttled("AWS refused DeleteRestApi: Too Many Requests.")


def test_an_answer_is_remembered() -> None:
    aws = ScriptedAws({"get_rest_api": {"id": "abc"}})
    view = scripted_view(aws)
    answers = [view.read("apigateway", "get_rest_api", restApiId="abc") for _ in range(3)]
    assert answers == [{"id": "abc"}] * 3
    assert len(aws.asked) == 1


def test_another_question_is_asked() -> None:
    aws = ScriptedAws({"get_rest_api": {"id": "abc"}})
    view = scripted_view(aws)
    for api_id in ("abc", "xyz"):
        view.read("apigateway", "get_rest_api", restApiId=api_id)
    assert len(aws.asked) == 2


def test_what_is_missing_is_none_and_remembered() -> None:
    aws = ScriptedAws({})
    view = scripted_view(aws)
    assert view.read("iam", "get_role", RoleName="lab") is None
    assert view.read("iam", "get_role", RoleName="lab") is None
    assert len(aws.asked) == 1


def test_a_refused_question_stays_refused_for_whoever_asks_again() -> None:
    view = scripted_view(ScriptedAws({"get_role": AccessDenied("AWS refused GetRole.")}))
    for _ in range(2):
        with pytest.raises(AccessDenied):
            view.read("iam", "get_role", RoleName="lab")


def test_a_write_makes_the_answers_of_its_service_old_and_no_others() -> None:
    aws = ScriptedAws({"get_rest_api": {}, "get_role": {}, "delete_stage": {}})
    view = scripted_view(aws)
    for _ in range(2):
        view.read("apigateway", "get_rest_api", restApiId="abc")
        view.read("iam", "get_role", RoleName="lab")
        view.write("apigateway", "delete_stage", restApiId="abc", stageName="demo")
    operations = [operation for operation, _ in aws.asked]
    assert operations.count("get_rest_api") == 2
    assert operations.count("get_role") == 1


def test_the_low_rate_of_an_operation_is_waited_out() -> None:
    pauses = Pauses()
    aws = ScriptedAws({"delete_rest_api": [SLOW_DOWN, SLOW_DOWN, SLOW_DOWN, {}]})
    scripted_view(aws, pauses).write("apigateway", "delete_rest_api", restApiId="abc")
    assert pauses.seconds == [5.0, 10.0, 20.0]


def test_waiting_for_a_rate_ends() -> None:
    pauses = Pauses()
    view = scripted_view(ScriptedAws({"delete_rest_api": SLOW_DOWN}), pauses)
    with pytest.raises(Throttled):
        view.write("apigateway", "delete_rest_api", restApiId="abc")
    assert sum(pauses.seconds) == 105.0


@pytest.mark.parametrize(
    ("tags", "is_ours"),
    [
        (tags_of("user_pool"), True),
        ({**tags_of("user_pool"), "owner": "ada"}, True),
        (tags_of("other_user_pool"), False),
        ({"authorizer-lab:stack": "lab"}, False),
        ({**tags_of("user_pool"), "authorizer-lab:stack": "lab-2"}, False),
        (None, False),
    ],
    ids=[
        "our two tags",
        "our tags among others",
        "another resource of the stack",
        "only the stack's tag",
        "another stack",
        "no tags",
    ],
)
def test_what_is_ours_is_told_by_both_tags(tags: dict[str, str] | None, is_ours: bool) -> None:
    assert scripted_view(ScriptedAws({})).is_ours("user_pool", tags) is is_ours


def test_an_id_that_is_not_known_yet_says_so() -> None:
    view = scripted_view(ScriptedAws({}), user_pool="abc")
    assert view.id("user_pool") == "abc"
    assert view.id("rest_api") == "(id of rest_api, known after it is created)"


def test_the_partition_is_that_of_the_caller() -> None:
    identity = {"Account": "123456789012", "Arn": "arn:aws-cn:iam::123456789012:user/ada"}
    view = scripted_view(ScriptedAws({"get_caller_identity": identity}))
    assert (view.partition, view.account) == ("aws-cn", "123456789012")
