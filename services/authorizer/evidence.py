"""Where a statement about AWS comes from, and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum

from services.authorizer.sources.aws_pages import AWS_PAGES
from services.authorizer.sources.cognito_reports import COGNITO_REPORTS
from services.authorizer.sources.doctors_reports import DOCTORS_REPORTS
from services.authorizer.sources.import_pages import IMPORT_PAGES
from services.authorizer.sources.reports import REPORTS
from services.authorizer.sources.source import Source
from services.authorizer.sources.standards import STANDARDS


class Confidence(StrEnum):
    """How well a statement about AWS is supported; the last two must be shown as guesses."""

    DOCUMENTED = "documented"
    SEVERAL_REPORTS = "several reports"
    ONE_REPORT = "one report"
    INFERRED = "inferred"
    NOT_VERIFIED = "not verified"


SOURCES: dict[str, Source] = {
    **AWS_PAGES,
    **REPORTS,
    **DOCTORS_REPORTS,
    **COGNITO_REPORTS,
    **STANDARDS,
    **IMPORT_PAGES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How sure a statement is, and the names of its sources in SOURCES.

    `sources` is empty where nothing was found, or where a known report has no public address.
    """

    confidence: Confidence
    sources: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return the first source's address, empty when there is no source."""
        return SOURCES[self.sources[0]].address if self.sources else ""

    @property
    def without_address(self) -> str:
        """Say why there is no address: a report's source may be known and have no public name."""
        reported = (Confidence.ONE_REPORT, Confidence.SEVERAL_REPORTS)
        return "source not named" if self.confidence in reported else "no source found"


def documented(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.DOCUMENTED, sources=sources)


def several_reports(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.SEVERAL_REPORTS, sources=sources)


def one_report(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.ONE_REPORT, sources=sources)


def inferred(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.INFERRED, sources=sources)


def not_verified(*sources: str) -> Evidence:
    return Evidence(confidence=Confidence.NOT_VERIFIED, sources=sources)
