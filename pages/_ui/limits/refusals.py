"""The two 429s with their exact bodies, which throttle bit, and the two clients side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.evidence.evidence_words import evidence_html
from pages._ui.page.templates import render
from services.authorizer.answers import LIMIT_EXCEEDED, TOO_MANY_REQUESTS, GatewayAnswer
from services.authorizer.evidence import Evidence, documented, several_reports
from services.limits.load_run import Answered, LoadRun
from services.limits.throttles import ReadSettings, find_throttle

ORDER = documented("api gateway: throttling")
_TYPE, _RETRY_AFTER = "x-amzn-ErrorType", "Retry-After"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalKind:
    """One of the two 429s as AWS answers it, and what it means for a client."""

    answered: Answered
    title: str
    means: str
    aws: GatewayAnswer
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRefusal:
    """How often one of them came back, and the first of them to the letter."""

    kind: RefusalKind
    count: int
    body: str
    error_type: str
    retry_after: str


_KINDS = (
    RefusalKind(
        answered=Answered.THROTTLED,
        title="Too fast",
        means="The bucket was empty. A token is there again a moment later: wait and try again.",
        aws=TOO_MANY_REQUESTS,
        evidence=several_reports("re:Post: 429 of an API", "report: throttled"),
    ),
    RefusalKind(
        answered=Answered.QUOTA,
        title="Quota used up",
        means="Only usage plans have quotas. Waiting seconds does not help: it is full again "
        "when its period ends.",
        aws=LIMIT_EXCEEDED,
        evidence=several_reports("re:Post: 429 of an API", "report: quota used up"),
    ),
)


def refusals_html(runs: tuple[LoadRun, ...]) -> Markup:
    """Return both 429s as these runs got them."""
    both = [_refusal(runs, kind) for kind in _KINDS]
    return render("limits/refusals.html.j2", refusals=both, evidence_html=evidence_html)


def _refusal(runs: tuple[LoadRun, ...], kind: RefusalKind) -> SeenRefusal:
    sample = next(
        (run.samples[kind.answered] for run in runs if kind.answered in run.samples), None
    )
    return SeenRefusal(
        kind=kind,
        count=sum(run.counts()[kind.answered] for run in runs),
        body=sample.response_body if sample else "",
        error_type=(sample.response_header(_TYPE) if sample else "") or "",
        retry_after=(sample.response_header(_RETRY_AFTER) if sample else "") or "",
    )


def throttles_html(run: LoadRun, settings: ReadSettings) -> Markup:
    """Return the four throttles, each with its setting and what the evidence says of it."""
    return render(
        "limits/throttles.html.j2",
        findings=find_throttle(run, settings),
        evidence=evidence_html(ORDER),
    )


def clients_html(runs: tuple[LoadRun, ...]) -> Markup:
    """Return what each client got done under the same limit."""
    return render("limits/clients.html.j2", runs=runs, Answered=Answered)
