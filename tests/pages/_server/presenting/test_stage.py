"""Which tabs are on the stage, and which ids of the home's stacks are hidden there."""

from dataclasses import replace
from pathlib import Path

from pages._server.presenting.stage import Stage
from services.home.outputs import ResourceEntry, StackOutputs, save_outputs
from services.settings import Settings


def kept(settings: Settings, stack: str, **ids: str) -> None:
    resources = {kind: ResourceEntry(kind=kind, id=value) for kind, value in ids.items()}
    save_outputs(
        replace(settings, stack=stack),
        StackOutputs(
            cloud="local", region="us-east-1", stack=stack, stage="demo", resources=resources
        ),
    )


def test_a_tab_is_on_the_stage_until_it_leaves() -> None:
    stage = Stage(Settings(home=Path("nowhere")))
    stage.put("tab", is_on=True)
    assert stage.is_on("tab")
    assert not stage.is_on("another")
    stage.put("tab", is_on=False)
    assert not stage.is_on("tab")


def test_the_ids_of_every_stack_of_the_home_are_hidden_as_soon_as_they_are_there(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path)
    stage = Stage(settings)
    assert stage.mask().hide("abcdefghij klmnopqrst") == "abcdefghij klmnopqrst"
    kept(settings, "authorizer-lab", rest_api="abcdefghij", function="my-function", stage="demo")
    kept(settings, "authorizer-lab-walkthrough", method="klmnopqrst:GET")
    assert (
        stage.mask().hide("abcdefghij klmnopqrst my-function demo") == "‹id› ‹id› my-function demo"
    )


def test_an_outputs_file_that_cannot_be_read_hides_nothing_and_fails_nothing(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path)
    settings.cloud_dir.mkdir(parents=True)
    settings.outputs_path.write_text("{", encoding="utf-8")
    assert Stage(settings).mask().hide("authorizer") == "authorizer"
