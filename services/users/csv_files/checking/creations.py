"""A row whose user is not in the pool yet: what is missing, or the user to create; pure."""

from collections.abc import Iterator, Mapping

from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.checking.import_plan import UserToCreate
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.csv_files.columns import MFA, PASSWORD
from services.users.new_user import NewUser
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import PoolSchema
from services.users.snapshot.question import ENABLED, GROUPS, USERNAME

_FORMS = {"email": "an e-mail address", "phone_number": "a phone number"}


def errors_of_creation(
    row: ReadRow, pool: PoolFacts, choices: ImportChoices
) -> Iterator[CellError]:
    """Yield what a new user needs and the row does not have."""
    schema = pool.schema
    yield from _errors_of_name(row, schema)
    named = schema.sign_in_attribute(row.name)  # without one, the name is what is told
    given = {*row.values, "sub", *([named] if named else schema.username_attributes)}
    for attribute in schema.attributes:
        if attribute.is_required and attribute.name not in given:
            yield row.error(
                attribute.name, f"{attribute.name} is required in this user pool.", "Write a value."
            )
    if choices.passwords is PasswordSource.COLUMN and PASSWORD not in row.values:
        yield row.error(
            PASSWORD,
            "A new user needs a password.",
            "Write one, or let passwords be generated or invitations go out.",
        )
    if choices.passwords is PasswordSource.INVITATION and "email" not in row.values:
        yield row.error("email", "An invitation needs an e-mail address.", "Write the address.")
    if row.values.get(MFA) == "true" and "phone_number" not in row.values:
        yield row.error(MFA, "MFA by SMS needs a phone number.", "Write the number, or false.")


def _errors_of_name(row: ReadRow, schema: PoolSchema) -> Iterator[CellError]:
    """Yield that a new user cannot have the username; what stands in for it has a column."""
    wanted = schema.username_attributes
    if wanted and not schema.sign_in_attribute(row.name) and not set(wanted) & set(row.values):
        ways = " or ".join(_FORMS[each] for each in wanted)
        yield row.error(
            USERNAME,
            f"Users of this pool sign in by {ways}, and Cognito makes their usernames.",
            f"Write it into a column {' or '.join(wanted)}.",
        )
    if alias := schema.alias_like(row.name):
        yield row.error(
            USERNAME,
            f"A username is not {_FORMS[alias]} where users sign in by their {alias}, too.",
            "Choose another username.",
        )


def user_to_create(row: ReadRow, schema: PoolSchema, choices: ImportChoices) -> UserToCreate:
    """Return the user of a row without errors."""
    is_invited = choices.passwords is PasswordSource.INVITATION
    is_from_file = choices.passwords is PasswordSource.COLUMN
    attributes = attributes_of(row, schema)
    # An invitation goes to NewUser's own address; elsewhere nothing is added to what the row says.
    email = attributes.pop("email", "") if is_invited else ""
    mark = attributes.pop("email_verified", "") if is_invited else ""
    new = NewUser(
        username=row.name,
        email=email,
        email_verified=mark == "true",
        attributes=attributes,
        password=row.values.get(PASSWORD, "") if is_from_file else "",
        permanent=choices.is_permanent and not is_invited,
        groups=groups_of(row.values),
        send_invitation=is_invited,
    )
    return UserToCreate(
        new=new,
        is_disabled=row.values.get(ENABLED) == "false",
        has_sms_mfa=row.values.get(MFA) == "true",
    )


def attributes_of(row: ReadRow, schema: PoolSchema) -> dict[str, str]:
    """Return the attributes that the row has a value for."""
    names = {each.name for each in schema.attributes}
    return {name: value for name, value in row.values.items() if name in names}


def groups_of(values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the groups, sorted, each once."""
    return tuple(sorted(set(values.get(GROUPS, "").split())))
