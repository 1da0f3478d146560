"""Retold: causes behind what people tell in their own words; it never makes one certain."""

import re

from services.doctor.cause import Strength
from services.doctor.diagnosis import Diagnosis, cause_of
from services.doctor.pieces import ranked
from services.doctor.prose.situations import SITUATIONS
from services.doctor.readers.reading import Reading

_OF_OURS = re.compile(
    r"\b(?:cognito|user ?pools?|amplify|api[ -]?gateway|apigateway|authori[sz]er|hosted ui)"
)
_OF_OTHERS = re.compile(
    r"\b(?:auth0|okta|keycloak|firebase|supabase|azure|entra|msal|google|github|gitlab|discord"
    r"|nginx|apache|iis|traefik|cloudflare|vercel|netlify|wordpress|django|laravel|rails|jenkins"
    r"|postgres\w*|mysql|mariadb|mongo\w*|oracle|sql server|sqlite|redis|ldap|active directory"
    r"|kerberos|ssh|ftp|smtp|imap|docker|npm|kubernetes|jira|slack|stripe|salesforce|spotify"
    r"|s3|ec2|rds|dynamodb|redshift|ecs|eks|sqs|sns|iam|access[ _-]?keys?)\b"
)
_EXPECTED = re.compile(
    r"\b(?:should|would|expect\w*|ideally|instead of|rather than|want\w*|supposed to)\b[^.;\n]*"
)


def with_retold_causes(reading: Reading, causes: tuple[Diagnosis, ...]) -> tuple[Diagnosis, ...]:
    """Return the causes, those behind a story first where nothing but sentences was pasted.

    Where the sentences quote enough to make a cause likely, the story adds nothing.
    """
    if not reading.is_hearsay or any(each.strength >= Strength.LIKELY for each in causes):
        return causes
    return ranked((*retold_causes(reading.prose), *causes))


def retold_causes(prose: str) -> tuple[Diagnosis, ...]:
    """Return the causes behind a story, the best first; nothing where only others are named.

    A story that names neither Cognito nor API Gateway, or something else besides, allows them and
    no more.
    """
    text = prose.lower().replace("\u2019", "'")
    is_of_ours, is_of_others = _OF_OURS.search(text), _OF_OTHERS.search(text)
    if is_of_others and not is_of_ours:
        return ()
    told = _EXPECTED.sub(" ", text)
    found = next((each for each in SITUATIONS if each.is_told_by(told)), None)
    if found is None:
        return ()
    first = Strength.LIKELY if is_of_ours and not is_of_others else Strength.POSSIBLE
    return tuple(
        Diagnosis(
            rank=rank,
            cause=cause_of(each),
            strength=first if rank == 1 else Strength.POSSIBLE,
            because=(found.because, "Only sentences were pasted, and they prove nothing."),
        )
        for rank, each in enumerate(found.causes, start=1)
    )
