"""How grid, card and list of the Authorizer lab stand: the card stays in view beside the others."""

from html import escape

from pages._ui.scenarios.scenario_choice import CARD

_STYLE = """
.st-key-authorizer_lab_filter { display: grid; gap: 0.75rem;
  grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
.st-key-authorizer_lab_filter > * { min-width: 0; width: auto !important; }
[data-testid="stElementContainer"]:has(.lab-to-card) { display: none; }
@media (max-width: 1149px) {
  [data-testid="stElementContainer"]:has(.lab-to-card) { display: block; position: sticky;
    bottom: 0.5rem; z-index: 2; }
  .lab-to-card { display: block; padding: 0.5rem 0.75rem; border-radius: 0.5rem; font-weight: 600;
    text-decoration: none; color: light-dark(#ffffff, #0f1424);
    background: light-dark(#3538cd, #7b8ff7); }
}
[data-testid="stElementContainer"]:has(> * #scenario-card) { position: absolute; }
#scenario-card { scroll-margin-top: 5rem; }
@media (min-width: 1150px) {
  .st-key-authorizer_lab_layout { display: grid; gap: 1rem 1.75rem;
    grid-template-columns: minmax(0, 11fr) minmax(0, 10fr); grid-template-rows: auto 1fr;
    align-items: start; }
  .st-key-authorizer_lab_layout > * { min-width: 0; width: auto !important; }
  .st-key-authorizer_lab_layout > :has(> .st-key-authorizer_lab_card_area) {
    grid-column: 2; grid-row: 1 / span 2; position: sticky; top: 0.5rem;
    max-height: calc(100vh - 5rem); overflow-y: auto; }
  .st-key-authorizer_lab_layout > :has(> .st-key-authorizer_lab_list_area) { grid-column: 1; }
}
"""
# On a phone a reader who followed a link to a scenario meets its card before the grid.
_LINKED = """@media (max-width: 1149px) {
  .st-key-authorizer_lab_layout > :has(> .st-key-authorizer_lab_card_area) { order: -1; }
}
"""


def to_card_html(title: str, *, is_above: bool) -> str:
    """Return the way to the card where it is out of sight: on a phone, above or below."""
    arrow = "↑" if is_above else "↓"
    return f'<a class="lab-to-card" href="#{CARD}">{escape(title)} {arrow}</a>'


def layout_style(*, is_linked: bool) -> str:
    return f"<style>{_STYLE}{_LINKED if is_linked else ''}</style>"
