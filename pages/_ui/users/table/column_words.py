"""What a column of the users' table is called; an attribute keeps Cognito's name."""

from pages._ui.page.visible import visible
from services.users.snapshot import question as q

_WORDS = {
    q.USERNAME: "Username",
    q.STATUS: "Status",
    q.ENABLED: "Enabled",
    q.GROUPS: "Groups",
    q.CREATED: "Created",
    q.MODIFIED: "Changed",
    "email": "E-mail",
    "email_verified": "Verified",
    "phone_number": "Phone",
    "phone_number_verified": "Phone verified",
    "name": "Name",
}
DEFAULT_COLUMNS = (q.STATUS, q.GROUPS, "email", "email_verified", q.CREATED)


def column_words(name: str) -> str:
    return _WORDS.get(name) or visible(name)
