"""The bucket and the quota of a run as two bars that say their numbers."""

from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.page.templates import render
from services.limits.load_run import LoadRun
from services.limits.token_bucket import level_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One bar: how full of `most`, and what is said below it."""

    title: str
    value: int
    most: int
    unit: str
    note: str

    @property
    def percent(self) -> int:
        return round(100 * self.value / self.most)


def gauges_html(run: LoadRun) -> Markup:
    """Return the bars as they stood at the last call."""
    plan = run.plan
    bucket = Gauge(
        title="Token bucket",
        value=int(level_at(run.calls, plan, run.seconds)),
        most=plan.burst,
        unit="tokens",
        note=f"Refilled with {plan.rate:g} tokens a second, up to a burst of {plan.burst}. "
        "Worked out from the answers: API Gateway does not tell it.",
    )
    quota = Gauge(
        title="Quota of the day",
        value=run.quota_left,
        most=plan.quota,
        unit="calls",
        note=f"Each call that is let in takes one; throttled calls are not counted. {run.spent} "
        "went to make sure that the key works.",
    )
    return render("limits/gauges.html.j2", gauges=(bucket, quota))
