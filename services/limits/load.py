"""What a run asks for: the limits of its usage plan, and the load, within bounds; calls nothing."""

from dataclasses import dataclass

from services.errors import InputError

MOST_PER_SECOND, MOST_SECONDS = 40, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLimits:
    """A usage plan's limits for one API key: calls per second, the bucket, and calls per day."""

    rate: float
    burst: int
    quota: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Pieces of work, one call each, that come at `rate` per second for `seconds`.

    A client that `backs_off` tries a throttled piece again later; another one drops it.
    Raises InputError beyond MOST_PER_SECOND and MOST_SECONDS.
    """

    rate: int
    seconds: int
    backs_off: bool = False

    def __post_init__(self) -> None:
        if not (1 <= self.rate <= MOST_PER_SECOND and 1 <= self.seconds <= MOST_SECONDS):
            raise InputError(
                f"A run makes 1 to {MOST_PER_SECOND} calls a second for 1 to {MOST_SECONDS} s.",
                hint="Choose a rate and a time within these bounds.",
            )

    @property
    def pieces(self) -> int:
        return self.rate * self.seconds
