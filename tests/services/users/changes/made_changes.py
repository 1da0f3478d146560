"""Changes of a user named ann, as tests send them."""

from services.settings import Settings
from services.users.changes.change import Call, Change
from services.users.changes.desk import Desk
from services.users.directory import NewUser

PASSWORD = "Correct-Horse-9"


def with_ann(desk: Desk, username: str = "ann") -> Desk:
    desk.directory.create(NewUser(username=username, password=PASSWORD, email="ann@example.com"))
    return desk


def a_call(operation: str, username: str = "ann", **parameters: object) -> Call:
    return Call(operation=operation, parameters={"Username": username, **parameters})


def disabling(username: str = "ann") -> Change:
    return Change(
        action="disable",
        label="Disable",
        target=username,
        calls=(a_call("admin_disable_user", username),),
        before={"enabled": True},
        after={"enabled": False},
        is_destructive=True,
    )


def enabling(username: str = "ann") -> Change:
    return Change(
        action="enable",
        label="Enable",
        target=username,
        calls=(a_call("admin_enable_user", username),),
        before={"enabled": False},
        after={"enabled": True},
    )


def joining(*groups: str) -> Change:
    return Change(
        action="join",
        label="Add to groups",
        target="ann",
        calls=tuple(a_call("admin_add_user_to_group", GroupName=name) for name in groups),
        take_back=tuple(a_call("admin_remove_user_from_group", GroupName=name) for name in groups),
        before={"groups": []},
        after={"groups": list(groups)},
    )


def setting_email(value: str) -> Change:
    attributes = [{"Name": "email", "Value": value}]
    return Change(
        action="attributes",
        label="Edit attributes",
        target="ann",
        calls=(a_call("admin_update_user_attributes", UserAttributes=attributes),),
        before={"attributes": {"email": "ann@example.com"}},
        after={"attributes": {"email": value}},
    )


def setting_password(password: str) -> Change:
    return Change(
        action="set_password",
        label="Set a password",
        target="ann",
        calls=(a_call("admin_set_user_password", Password=password, Permanent=True),),
        is_destructive=True,
    )


def protect(settings: Settings, text: str) -> None:
    settings.protected_users_path.parent.mkdir(parents=True, exist_ok=True)
    settings.protected_users_path.write_text(text, encoding="utf-8")
