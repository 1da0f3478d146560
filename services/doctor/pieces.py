"""Pieces: several pieces of evidence in one paste; the last one's cause comes first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from services.doctor.cause import Strength
from services.doctor.diagnosis import Diagnosis
from services.doctor.readers.reading import Reading

_Diagnose = Callable[[Reading], tuple[Diagnosis, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The causes of all pieces; `is_apart` tells that the last one is of another call."""

    causes: tuple[Diagnosis, ...]
    is_apart: bool = False


def in_order_of_pieces(reading: Reading, diagnose: _Diagnose) -> Ordered:
    """Return the causes of a paste, those that its last piece tells by itself before the others.

    A piece below an answer explains it where its cause fits that answer, too. Otherwise both are of
    different calls: nobody knows which one is asked about, so its cause is likely at most. An
    answer that is itself certain needs no explanation from what stands above it.
    """
    whole = diagnose(reading)
    if (below := reading.below_the_answer) and (told := _told_by(below, diagnose)):
        return _with_piece_below(whole, told)
    redirect = reading.redirect_above
    if redirect and all(each.strength < Strength.LIKELY for each in whole):
        return Ordered(causes=ranked((*_unsure(_told_by(redirect, diagnose)), *whole)))
    own = diagnose(reading.with_evidence_alone) if reading.answer else ()
    clear = [each.id for each in own[:1] if each.strength >= Strength.LIKELY]
    return Ordered(causes=ranked((*(each for each in whole if each.id in clear), *whole)))


def _told_by(below: Reading, diagnose: _Diagnose) -> tuple[Diagnosis, ...]:
    """Return what a piece tells; that a browser hid an answer is told by the answer above it."""
    enough = Strength.CERTAIN if below.is_hidden_by_browser else Strength.LIKELY
    return tuple(each for each in diagnose(below) if each.strength >= enough)


def _with_piece_below(whole: tuple[Diagnosis, ...], told: tuple[Diagnosis, ...]) -> Ordered:
    if fitting := [each for each in whole if each.id == told[0].id]:
        return Ordered(causes=ranked((*fitting, *whole)))
    return Ordered(causes=ranked((*_unsure(told), *whole)), is_apart=True)


def _unsure(told: tuple[Diagnosis, ...]) -> tuple[Diagnosis, ...]:
    return tuple(replace(each, strength=Strength.LIKELY) for each in told)


def ranked(causes: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return each cause once, where it stands first, with its new rank."""
    once: dict[str, Diagnosis] = {}
    for each in causes:
        once.setdefault(each.id, each)
    return tuple(replace(each, rank=rank) for rank, each in enumerate(once.values(), start=1))
