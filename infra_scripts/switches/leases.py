"""Which switches are on, and until when: a file that is written before the stack is changed.

So a process that is killed in the middle leaves behind what has to be put back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from services.errors import StoredFileError
from services.home.stored_files import read_json, remove_file, write_json
from services.settings import Settings

LEASE_SECONDS = 600.0
_SCHEMA = 1
_FIX_ALL = "Press Fix all: it puts everything back and writes the file anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Since when a switch is on and until when it stays on, in epoch seconds."""

    since: float
    until: float


Leases = Mapping[str, Lease]


def load_leases(settings: Settings) -> Leases:
    """Return the switches that are on by their ids, in the order in which they were turned on.

    Raises StoredFileError for a damaged file.
    """
    document = read_json(settings.switches_path, remedy=_FIX_ALL)
    if document is None:
        return {}
    try:
        on = {_SCHEMA: document["on"]}[document["schema"]]
        return {
            str(key): Lease(since=float(it["since"]), until=float(it["until"]))
            for key, it in on.items()
        }
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise StoredFileError(
            f"{settings.switches_path} does not say which switches are on.", hint=_FIX_ALL
        ) from error


def save_leases(settings: Settings, leases: Leases) -> None:
    """Keep them; with none there is no file."""
    if leases:
        on = {key: asdict(it) for key, it in leases.items()}
        write_json(settings.switches_path, {"schema": _SCHEMA, "on": on})
    else:
        remove_file(settings.switches_path)


def renewed(leases: Leases, switch_ids: Iterable[str], now: float) -> Leases:
    """Return the leases with these switches on for the whole time from now on."""
    until = now + LEASE_SECONDS
    new = {
        each: Lease(since=leases[each].since if each in leases else now, until=until)
        for each in switch_ids
    }
    return {**leases, **new}


def due(leases: Leases, now: float) -> tuple[str, ...]:
    """Return those whose time is over; a clock that was set back ends none too late."""
    return tuple(
        key for key, it in leases.items() if not it.until - LEASE_SECONDS <= now < it.until
    )
