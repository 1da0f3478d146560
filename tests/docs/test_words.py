"""docs/words.md: its words are those of the pages, and what it rules out stands on none of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages._ui.page.words.terms import TERMS, with_terms
from tests.docs.document import ROOT, read, table

PAGE = read("docs/words.md")
# What a template does not show: its comments, statements, expressions and tags.
UNSEEN = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
# A page's text that still has to be changed: "file: word".
TO_BE_CHANGED: set[str] = set()


RULED_OUT = [
    word for cell in table(PAGE, "Our own words").column("not") for word in cell.split(", ")
]


def shown_in(path: Path) -> Iterator[str]:
    """Yield the texts of a file of the pages that a reader may see."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".j2":
        yield UNSEEN.sub(" ", source)
        return
    tree = ast.parse(source)
    bodies = (getattr(node, "body", None) for node in ast.walk(tree))
    docstrings = {
        id(body[0].value)
        for body in bodies
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_sentence = " " in node.value or node.value[:1].isupper()
            if is_sentence and id(node) not in docstrings:
                yield node.value


def ruled_out_in(text: str) -> set[str]:
    return {w for w in RULED_OUT if re.search(rf"\b{re.escape(w)}s?\b", text, re.IGNORECASE)}


def test_no_page_shows_a_word_that_is_ruled_out() -> None:
    files = [path for path in (ROOT / "pages").rglob("*") if path.suffix in {".py", ".j2"}]
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {word}"
        for path in files
        for text in shown_in(path)
        for word in ruled_out_in(text)
    }
    assert found <= TO_BE_CHANGED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Choose one of the personas.", {"persona"}),
        ("Personal data", set()),
        ("All resources exist as described.", {"exist as described"}),
        ("A test user", set()),
    ],
)
def test_the_search_itself_finds_what_it_should(text: str, found: set[str]) -> None:
    assert ruled_out_in(text) == found


def test_the_pages_explain_a_word_of_aws_as_the_document_does() -> None:
    assert dict(table(PAGE, "AWS's words").rows) == TERMS


def test_a_term_is_explained_at_its_first_place_only_and_the_rest_stays_text() -> None:
    html = with_terms("A <b> challenge, then a challenge.", "challenge")
    assert html.startswith("A &lt;b&gt; <button")
    assert html.endswith("</button>, then a challenge.")
    assert html.count("<button") == 1
    assert 'aria-label="challenge: Cognito&#39;s request for one more answer' in html


def test_two_terms_of_one_text_are_both_explained() -> None:
    html = with_terms("The sign-in API asks Cognito.", "sign-in API", "Cognito")
    assert html.count("<button") == 2
    assert re.sub(r"<span.*?</span>|<[^>]*>", "", html) == "The sign-in API asks Cognito."
