"""How sure a statement about AWS is, in plain words, with the page it comes from; pure."""

from markupsafe import Markup

from pages._ui.page.templates import render
from services.authorizer.evidence import Confidence, Evidence

_WORDS = {
    Confidence.DOCUMENTED: "documented by AWS",
    Confidence.SEVERAL_REPORTS: "several field reports",
    Confidence.ONE_REPORT: "one field report",
    Confidence.INFERRED: "inferred, not verified on AWS",
    Confidence.NOT_VERIFIED: "not verified on AWS",
}


def evidence_words(evidence: Evidence) -> str:
    return _WORDS[evidence.confidence]


def confidence_title(confidence: Confidence) -> str:
    """Return the same words with a capital, for the start of a line."""
    words = _WORDS[confidence]
    return words[:1].upper() + words[1:]


def evidence_html(evidence: Evidence) -> Markup:
    """Return the words, linked to the first source when there is one."""
    return render(
        "evidence/evidence.html.j2", words=evidence_words(evidence), address=evidence.address
    )


def source_name(address: str) -> str:
    """Return the host of a source, as the text of its link."""
    return address.split("/")[2].removeprefix("www.")
