"""Pieces: several pieces of evidence in one paste; the last one's cause comes first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from services.doctor.cause import Strength
from services.doctor.diagnosis import Diagnosis
from services.doctor.readers.reading import Reading

_Diagnose = Callable[[Reading], tuple[Diagnosis, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The causes of all pieces; `apart` names the form of a last piece that is of another call."""

    causes: tuple[Diagnosis, ...]
    apart: str = ""


def in_order_of_pieces(reading: Reading, diagnose: _Diagnose) -> Ordered:
    """Return the causes of a paste, those that its last piece tells by itself before the others.

    A piece below an answer explains it where its cause fits that answer, too. Otherwise both are of
    different calls: nobody knows which one is asked about, so its cause is likely at most. An
    answer that is itself certain needs no explanation from what stands above it.
    """
    whole = diagnose(reading)
    if below := reading.below_the_answer:
        return _with_piece_below(whole, below, diagnose)
    own = diagnose(reading.without_the_unanswered) if reading.answer else ()
    leads = [each for each in own[:1] if each.strength >= Strength.LIKELY]
    return Ordered(causes=_ranked((*leads, *whole)))


def _with_piece_below(
    whole: tuple[Diagnosis, ...], below: Reading, diagnose: _Diagnose
) -> Ordered:
    enough = Strength.CERTAIN if below.is_hidden_by_browser else Strength.LIKELY
    told = tuple(each for each in diagnose(below) if each.strength >= enough)
    if not told:
        return Ordered(causes=whole)
    fitting = {each.id: each for each in whole}
    if told[0].id in fitting:
        return Ordered(causes=_ranked((fitting[told[0].id], *whole)))
    unsure = (replace(each, strength=Strength.LIKELY) for each in told)
    return Ordered(causes=_ranked((*unsure, *whole)), apart=below.excerpts[-1].form)


def _ranked(causes: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return each cause once, where it stands first, with its new rank."""
    once: dict[str, Diagnosis] = {}
    for each in causes:
        once.setdefault(each.id, each)
    return tuple(replace(each, rank=rank) for rank, each in enumerate(once.values(), start=1))
