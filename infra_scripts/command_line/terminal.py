"""What the command line shows: progress on a terminal, the plan and the state as plain tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from services.progress import ProgressCallback, StepEvent, StepState, ignore_progress

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {StepState.DONE: "[green]done[/]", StepState.FAILED: "[red]failed[/]"}


@dataclass(slots=True, kw_only=True)
class Tally:
    """A progress callback that counts the steps by how they ended and passes each event on."""

    show: ProgressCallback = ignore_progress
    ended: Counter[StepState] = field(default_factory=Counter)

    def __call__(self, event: StepEvent) -> None:
        self.ended[event.state] += 1
        self.show(event)

    @property
    def changed(self) -> int:
        return self.ended[StepState.DONE]

    @property
    def unchanged(self) -> int:
        return self.ended[StepState.UNCHANGED]


@contextmanager
def told_progress(title: str, *, is_shown: bool) -> Iterator[Tally]:
    """Yield a callback that shows the steps on a terminal's stderr, and nothing in a pipe."""
    if not is_shown:
        yield Tally()
        return
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    with console.status(f"{title} ...") as status:

        def show(event: StepEvent) -> None:
            status.update(f"{title} ... {event.number}/{event.total} {event.step}")
            _print_end(console, event)

        yield Tally(show=show)


@contextmanager
def told_line(title: str, *, is_shown: bool) -> Iterator[Callable[[str], None]]:
    """Yield what shows how far something is in one line on a terminal's stderr, else nothing."""
    if not is_shown:
        yield lambda _text: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True, highlight=False).status(f"{escape(title)} ...") as status:
        yield lambda text: status.update(escape(f"{title} ... {text}"))


def _print_end(console: "Console", event: StepEvent) -> None:
    mark = _MARKS.get(event.state)
    if mark is not None:
        from rich.markup import escape

        console.print(f"  {mark}  {escape(event.step)}  [dim]{escape(event.detail)}[/]")


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return rows as lines with aligned columns, two spaces apart, nothing cut."""
    listed = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in listed
    ]


def say(line: str, colour: str | None = None) -> None:
    """Print one line of the answer; colour shows on a terminal only."""
    click.echo(click.style(line, fg=colour) if colour else line)


def plain(text: str) -> str:
    """Return a text that is not ours for a terminal: no sign in it steers or misleads it."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
