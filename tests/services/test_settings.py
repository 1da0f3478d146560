"""Settings: which value wins, and what is said of one that is unusable."""

from pathlib import Path
from typing import Any

import pytest

from services.errors import SettingsError
from services.settings import PROJECT_ROOT, Cloud, Settings, load_settings


def test_without_anything_set_it_is_the_local_lab() -> None:
    assert load_settings({}) == Settings(
        cloud=Cloud.LOCAL,
        stack="authorizer-lab",
        home=PROJECT_ROOT / ".lab",
        region="us-east-1",
        profile=None,
        ui_port=8501,
        engine_port=4566,
        engine_port_is_explicit=False,
    )


ENVIRONMENT = {
    "AUTHORIZER_LAB_CLOUD": "aws",
    "AUTHORIZER_LAB_STACK": "team-lab",
    "AUTHORIZER_LAB_HOME": "/tmp/from-environment",
    "AUTHORIZER_LAB_UI_PORT": "9001",
    "AUTHORIZER_LAB_ENGINE_PORT": "9002",
    "AUTHORIZER_LAB_SNAPSHOT": "memory",
    "AWS_PROFILE": "work",
    "AWS_REGION": "eu-west-1",
}


def test_the_environment_is_read() -> None:
    assert load_settings(ENVIRONMENT) == Settings(
        cloud=Cloud.AWS,
        stack="team-lab",
        home=Path("/tmp/from-environment"),
        region="eu-west-1",
        profile="work",
        ui_port=9001,
        engine_port=9002,
        engine_port_is_explicit=True,
        keeps_snapshot=False,
    )


def test_an_argument_wins_over_its_variable() -> None:
    assert load_settings(
        ENVIRONMENT,
        cloud="aws",
        stack="other-lab",
        home="/tmp/from-argument",
        region="us-gov-west-1",
        profile="private",
        ui_port=7001,
        engine_port="7002",
    ) == Settings(
        cloud=Cloud.AWS,
        stack="other-lab",
        home=Path("/tmp/from-argument"),
        region="us-gov-west-1",
        profile="private",
        ui_port=7001,
        engine_port=7002,
        engine_port_is_explicit=True,
        keeps_snapshot=False,
    )


@pytest.mark.parametrize(
    ("environment", "field", "value"),
    [
        pytest.param({"AUTHORIZER_LAB_CLOUD": " AWS "}, "cloud", Cloud.AWS, id="any case, spaces"),
        pytest.param({"AUTHORIZER_LAB_CLOUD": ""}, "cloud", Cloud.LOCAL, id="empty is not set"),
        pytest.param({"AUTHORIZER_LAB_UI_PORT": ""}, "ui_port", 8501, id="an empty port too"),
        pytest.param({"AUTHORIZER_LAB_UI_PORT": "1"}, "ui_port", 1, id="the lowest port"),
        pytest.param({"AUTHORIZER_LAB_UI_PORT": "65535"}, "ui_port", 65535, id="the highest port"),
        pytest.param(
            {"AWS_PROFILE": "work", "AWS_REGION": "eu-west-1"},
            "profile",
            None,
            id="locally the host's profile does not count",
        ),
        pytest.param(
            {"AWS_REGION": "eu-west-1"}, "region", "us-east-1", id="nor does the host's region"
        ),
        pytest.param(
            {"AUTHORIZER_LAB_ENGINE_PORT": "4566"},
            "engine_port_is_explicit",
            True,
            id="the default port, set on purpose, is explicit",
        ),
    ],
)
def test_single_values(environment: dict[str, str], field: str, value: Any) -> None:
    base = {"AWS_REGION": "eu-west-1"} if environment.get("AUTHORIZER_LAB_CLOUD") else {}
    assert getattr(load_settings({**base, **environment}), field) == value


@pytest.mark.parametrize(
    "region", ["eu-west-1", "ap-southeast-2", "us-gov-east-1", "eusc-de-east-1"]
)
def test_region_codes_of_every_kind_are_taken(region: str) -> None:
    assert load_settings({}, cloud="aws", region=region).region == region


def test_the_default_region_variable_stands_in() -> None:
    assert load_settings({"AWS_DEFAULT_REGION": "eu-west-1"}, cloud="aws").region == "eu-west-1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"cloud": "gcp"}, "AUTHORIZER_LAB_CLOUD is 'gcp'.", id="another cloud"),
        pytest.param({"stack": "x"}, "AUTHORIZER_LAB_STACK is 'x'.", id="a stack of one letter"),
        pytest.param(
            {"stack": "a" * 41}, f"AUTHORIZER_LAB_STACK is '{'a' * 41}'.", id="41 letters"
        ),
        pytest.param({"stack": "My-Lab"}, "AUTHORIZER_LAB_STACK is 'My-Lab'.", id="capitals"),
        pytest.param({"stack": "../lab"}, "AUTHORIZER_LAB_STACK is '../lab'.", id="a path"),
        pytest.param({"stack": "lab\n"}, "AUTHORIZER_LAB_STACK is 'lab\\n'.", id="a line break"),
        pytest.param({"ui_port": "0"}, "AUTHORIZER_LAB_UI_PORT is '0'.", id="port 0 as text"),
        pytest.param({"ui_port": 0}, "AUTHORIZER_LAB_UI_PORT is '0'.", id="port 0"),
        pytest.param({"engine_port": 0}, "AUTHORIZER_LAB_ENGINE_PORT is '0'.", id="engine port 0"),
        pytest.param({"ui_port": 65536}, "AUTHORIZER_LAB_UI_PORT is '65536'.", id="65536"),
        pytest.param({"ui_port": -1}, "AUTHORIZER_LAB_UI_PORT is '-1'.", id="a negative port"),
        pytest.param({"ui_port": "80a"}, "AUTHORIZER_LAB_UI_PORT is '80a'.", id="no number"),
        pytest.param({"ui_port": "٨"}, "AUTHORIZER_LAB_UI_PORT is '٨'.", id="another digit"),
        pytest.param(
            {"engine_port": "9" * 5000},
            f"AUTHORIZER_LAB_ENGINE_PORT is '{'9' * 5000}'.",
            id="a number too long to read",
        ),
        pytest.param({"cloud": "aws"}, "No AWS region is chosen.", id="aws without a region"),
        pytest.param(
            {"cloud": "aws", "region": "moon-1"}, "AWS_REGION is 'moon-1'.", id="no region code"
        ),
        pytest.param(
            {"home": __file__}, f"AUTHORIZER_LAB_HOME is {__file__}, which is a file.", id="a file"
        ),
        pytest.param(
            {"home": f"/tmp/{'a' * 300}"},
            "AUTHORIZER_LAB_HOME is not a usable path.",
            id="a name too long for a directory",
        ),
        pytest.param(
            {"home": "~nobody-of-this-name/lab"},
            "AUTHORIZER_LAB_HOME is not a usable path.",
            id="the home of an unknown user",
        ),
    ],
)
def test_what_is_unusable_is_named_with_what_to_do(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({}, **arguments)
    assert (caught.value.message, caught.value.exit_status) == (message, 2)
    assert caught.value.hint.endswith(".")


def test_a_home_below_the_users_own_directory_is_expanded() -> None:
    assert load_settings({}, home="~/lab").home == Path.home() / "lab"


def test_a_relative_home_becomes_absolute() -> None:
    assert load_settings({}, home="lab").home == Path.cwd() / "lab"


def test_files_lie_under_the_home_by_cloud_and_stack() -> None:
    settings = Settings(home=Path("/home"), cloud=Cloud.AWS, stack="team-lab")
    assert settings.outputs_path == Path("/home/aws/team-lab.outputs.json")
    assert settings.stack_lock_path == Path("/home/aws/team-lab.lock")
    assert Settings(home=Path("/home")).personas_path == Path("/home/local/personas.json")
    other = Settings(home=Path("/home"), stack="other")
    assert other.personas_path == Path("/home/local/other.personas.json")
    assert settings.engine_dir == Path("/home/local/engine")
    assert (settings.is_local, Settings().is_local) == (False, True)


def test_the_snapshot_is_on_disk_or_in_memory_and_nowhere_else() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"AUTHORIZER_LAB_SNAPSHOT": "ram"})
    assert caught.value.one_line() == (
        "AUTHORIZER_LAB_SNAPSHOT is 'ram'. Set it to 'disk' or 'memory'."
    )
