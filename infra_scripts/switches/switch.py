"""Switch: one break of the walkthrough's stack as a value: what it changes, and what is seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.authorizer.answers import GatewayAnswer
from services.authorizer.evidence import Evidence
from services.doctor.complaint import Complaint

# Stands for the ARN of the lab's own user pool, which no table can know.
LAB_POOL_ARN = "(ARN of the lab's user pool)"


class Asks(StrEnum):
    """The live call that shows a break."""

    NOTHING_SENT = "GET /my-api without a token"
    ID_TOKEN = "GET /my-api with an ID token"  # noqa: S105 - what is sent, in words
    PREFLIGHT = "OPTIONS /my-api, as a browser asks"
    SIGN_IN = "POST /user-sign-in"
    OLD_SECRET = "AdminInitiateAuth with a hash of the old secret"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Unshown:
    """Why this cloud cannot show a break, and what AWS answers."""

    why: str
    answer: GatewayAnswer
    operation: str = ""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One break. `changes` says what it does, `sees` what the audience will see.

    `fields` maps logical names of resources to the fields that it changes, None to take the
    resource away. Without `is_deployed` the stage goes on serving what was deployed before.
    `status` is that of the answer, `cause` the doctor's id of it, `complaint` what the audience
    says of the answer, `watch` the response header that shows it where the status does not.
    `unshown` is for what nothing but AWS itself can show.
    """

    id: str
    title: str
    changes: str
    sees: str
    asks: Asks
    status: int
    cause: str
    complaint: Complaint = Complaint.REFUSED
    watch: str = ""
    fields: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    is_deployed: bool = True
    unshown: Unshown | None = None
