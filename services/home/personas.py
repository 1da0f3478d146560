"""The personas file: the seeded test users that the demos sign in as."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from services.errors import StoredFileError
from services.home.stored_files import read_json, write_json
from services.settings import Settings

_WRITTEN_AGAIN = "Move it away and run `python -m infra_scripts seed`, which writes a new one."


class PersonaPool(StrEnum):
    LAB = "lab"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A test user in a known state; `status` is Cognito's word (CONFIRMED, UNCONFIRMED ...).

    `password` is the one that belongs to the state: the temporary one for FORCE_CHANGE_PASSWORD.
    `totp_secret` is the base32 key of an enrolled software token, empty otherwise.
    """

    username: str
    password: str = field(repr=False)
    groups: tuple[str, ...] = ()
    status: str
    enabled: bool = True
    mfa: bool = False
    pool: PersonaPool = PersonaPool.LAB
    story: str
    totp_secret: str = field(default="", repr=False)


def save_personas(settings: Settings, personas: list[Persona]) -> None:
    """Write the personas file, mode 0600."""
    write_json(settings.personas_path, [asdict(persona) for persona in personas])


def load_personas(settings: Settings) -> list[Persona]:
    """Return the seeded personas, none when nothing was seeded.

    Raises StoredFileError when the file is not a personas file.
    """
    document = read_json(settings.personas_path, remedy=_WRITTEN_AGAIN)
    try:
        return [_parse(row) for row in _rows(document)]
    except (KeyError, TypeError, ValueError) as error:
        raise StoredFileError(
            f"{settings.personas_path} is not a personas file.", hint=_WRITTEN_AGAIN
        ) from error


def _rows(document: Any) -> list[Any]:
    if not isinstance(document, list | None):
        raise TypeError("the document is no list")
    return document or []


def _parse(row: dict[str, Any]) -> Persona:
    persona = Persona(**{**row, "groups": tuple(row["groups"]), "pool": PersonaPool(row["pool"])})
    texts = (persona.username, persona.password, persona.status, persona.story, persona.totp_secret)
    if not all(isinstance(text, str) for text in (*texts, *persona.groups)):
        raise TypeError("a value is not a text")
    return persona
