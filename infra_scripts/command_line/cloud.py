"""Opening the chosen cloud for one command: the local engine or AWS."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from services.cloud.aws import Aws
from services.settings import Settings


@contextmanager
def opened_cloud(
    settings: Settings, *, tolerates_failed_self_test: bool = False, is_written: bool = False
) -> Iterator[Aws]:
    """Yield the cloud to read from; a local engine that was not running ends with the block.

    Raises SelfTestFailed when the local engine answers wrongly, unless that is tolerated, and
    EngineError when it hangs, and StateNotSaved at the end of a block that writes when the engine
    could not save it.
    """
    if not settings.is_local:
        yield Aws(settings)
        return
    from infra_scripts.local_engine.hang_watch import watched_engine
    from infra_scripts.local_engine.process import engine_session
    from infra_scripts.local_engine.self_test.report import require_right_answers

    with engine_session(settings) as running, watched_engine(settings.engine_dir):
        if not tolerates_failed_self_test:
            require_right_answers(running.self_test)
        yield Aws(settings, running.endpoint_url)
        if is_written:
            running.require_saved()


@contextmanager
def writable_cloud(settings: Settings) -> Iterator[Aws]:
    """Yield the cloud to write to, after saying on stderr which AWS account that is.

    Raises StateNotSaved after the block when the local engine could not save what it did.
    """
    with opened_cloud(settings, is_written=True) as aws:
        announce_account(aws)
        yield aws


def announce_account(aws: Aws) -> None:
    """Say on stderr, before the first write on AWS, whose account is about to be changed."""
    settings = aws.settings
    if not settings.is_local:
        place = f"AWS account {aws.account_id()}, region {settings.region}"
        click.echo(f"{place}, stack {settings.stack}.", err=True)
