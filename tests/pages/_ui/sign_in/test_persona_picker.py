from pages._ui.sign_in.persona_picker import persona_badges
from services.home.personas import Persona, PersonaPool


def persona(**facts: object) -> Persona:
    given = {"username": "a", "password": "p", "status": "CONFIRMED", "story": "A.", **facts}
    return Persona(**given)  # type: ignore[arg-type]


def test_a_persona_shows_state_and_groups() -> None:
    assert persona_badges(persona(groups=("admins", "staff"))) == (
        ":green-badge[Confirmed] :gray-badge[admins] :gray-badge[staff]"
    )


def test_disabled_hides_the_state_that_no_longer_matters() -> None:
    assert persona_badges(persona(enabled=False)) == ":red-badge[Disabled]"


def test_authenticator_app_and_other_pool_are_said() -> None:
    assert persona_badges(persona(mfa=True, pool=PersonaPool.OTHER)) == (
        ":green-badge[Confirmed] :violet-badge[Authenticator app] :gray-badge[Other user pool]"
    )


def test_a_group_name_is_not_markdown() -> None:
    assert ":gray-badge[\\[x\\]\\(y\\)]" in persona_badges(persona(groups=("[x](y)",)))
