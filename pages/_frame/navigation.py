"""The pages of the lab: the one list of them."""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page of the navigation; its address is its file's name, the first page's is empty."""

    file: str
    title: str
    icon: str
    is_first: bool = False

    @property
    def address(self) -> str:
        return "" if self.is_first else PurePosixPath(self.file).stem


NAVIGATION: dict[str, tuple[PageEntry, ...]] = {
    "Learn": (
        PageEntry(file="learn/overview.py", title="Overview", icon="home", is_first=True),
        PageEntry(file="learn/walkthrough.py", title="Walkthrough", icon="route"),
    ),
    "Demo": (
        PageEntry(file="demo/sign_in.py", title="Sign in", icon="login"),
        PageEntry(file="demo/call_api.py", title="Call the API", icon="api"),
        PageEntry(file="demo/authorizer_lab.py", title="Authorizer lab", icon="grid_on"),
        PageEntry(file="demo/response_doctor.py", title="Response doctor", icon="stethoscope"),
        PageEntry(file="demo/revocation.py", title="Revocation race", icon="timer"),
        PageEntry(file="demo/break_it.py", title="Break it, fix it", icon="bolt"),
        PageEntry(file="demo/limits.py", title="Limits", icon="speed"),
        PageEntry(file="demo/self_service.py", title="Self-service", icon="how_to_reg"),
    ),
    "Admin": (
        PageEntry(file="admin/admin_users.py", title="Users", icon="group"),
        PageEntry(file="admin/admin_groups.py", title="Groups", icon="groups"),
        PageEntry(file="admin/admin_files.py", title="Import and export", icon="swap_vert"),
        PageEntry(file="admin/admin_jobs.py", title="Jobs", icon="checklist"),
        PageEntry(file="admin/admin_audit.py", title="Audit", icon="history"),
        PageEntry(file="admin/admin_stack.py", title="Stack", icon="layers"),
    ),
}


def entry_at(address: str) -> PageEntry:
    """Return the page with this address."""
    entries = (entry for section in NAVIGATION.values() for entry in section)
    return next(entry for entry in entries if entry.address == address)
