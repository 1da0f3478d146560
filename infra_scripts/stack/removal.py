"""Removes one resource of a stack, and says what could not be removed and why."""

from dataclasses import dataclass

from infra_scripts.stack.resources.model import Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.view import StackView
from services.errors import AwsError, CloudUnreachable, CredentialsRefused, ResourceNotFound

_MOST_COPIES = 5  # a run that was interrupted at the worst moment leaves a second one


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Something of the stack that could not be removed, with AWS's reason."""

    name: str
    kind: str
    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name} ({self.kind} {self.id}): {self.reason}"


def remove(resource: RemovableResource, view: StackView) -> Leftover | None:
    """Remove a resource, and any other with its tags; what does not carry our tags stays.

    Raises CloudUnreachable or CredentialsRefused: then nothing more can be removed at all.
    """
    found: Found | None = None
    try:
        for _ in range(_MOST_COPIES):
            found = resource.find(view)
            if found is None:
                break
            resource.delete(view, found)
            view.entries.pop(resource.name, None)
    except (NotOurs, ResourceNotFound):
        return None
    except (CloudUnreachable, CredentialsRefused):
        raise
    except AwsError as error:
        id = found.id if found else ""
        return Leftover(name=resource.name, kind=resource.kind, id=id, reason=error.message)
    return None
