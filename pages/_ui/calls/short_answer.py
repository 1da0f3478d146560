"""One call in a few words: what went back, why, and whether AWS answers that, too; pure."""

from dataclasses import dataclass

from pages._ui.calls.answer_words import verdict_words
from pages._ui.calls.way.sent_back import SentBack, Surprise, observed_answer, surprise_of
from services.authorizer.comparison import compare
from services.authorizer.decision import Decision
from services.authorizer.ending import Ending
from services.authorizer.observation import answer_of
from services.traffic.exchange import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer:
    """What stands in a card. `is_compared` tells whether it is known what AWS answers."""

    title: str
    answer: SentBack
    sentence: str
    greeting: str = ""
    is_compared: bool = False
    surprise: Surprise | None = None

    @property
    def spoken(self) -> str:
        """Return the card as a screen reader is told of it when it appears."""
        odd = " Not what AWS answers." if self.surprise else ""
        return f"{self.title}: {self.answer.status}. {self.sentence}{odd}"


def call_title(exchange: Exchange) -> str:
    """Return what was sent: the last words of the label, such as "With the ID token"."""
    words = exchange.label.rpartition(", ")[2]
    return f"{words[:1].upper()}{words[1:]}"


def short_answer(exchange: Exchange, explanation: Decision | str, *, is_local: bool) -> ShortAnswer:
    """Return the card; a call without a decision has the sentence why instead."""
    observed, title = answer_of(exchange), call_title(exchange)
    decision = None if isinstance(explanation, str) else explanation
    answer = observed_answer(observed, decision)
    if exchange.status is None:
        return ShortAnswer(title=title, answer=answer, sentence=exchange.failure)
    if isinstance(explanation, str):
        unexplained = f"There is no explanation. {explanation}"
        return ShortAnswer(title=title, answer=answer, sentence=unexplained)
    compared = compare(explanation, observed, is_local=is_local)
    return ShortAnswer(
        title=title,
        answer=answer,
        sentence=verdict_words(explanation, observed, is_as_decided=compared.is_same),
        greeting=answer.text if answer.ending is Ending.LET_IN else "",
        is_compared=True,
        surprise=surprise_of(compared, explanation),
    )
