"""UserFilter: the one search ListUsers knows, as a typed value instead of text put together."""

from dataclasses import dataclass
from enum import StrEnum

from services.errors import InputError

LONGEST_FILTER = 256


class SearchAttribute(StrEnum):
    """The attributes ListUsers can search; custom attributes are not among them."""

    USERNAME = "username"
    EMAIL = "email"
    PHONE_NUMBER = "phone_number"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    PREFERRED_USERNAME = "preferred_username"
    STATUS = "cognito:user_status"
    ENABLED = "status"
    SUB = "sub"


class SearchOperator(StrEnum):
    EQUALS = "="
    STARTS_WITH = "^="


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFilter:
    """One attribute compared with one value; usernames are compared with regard to case.

    ENABLED compares with the words "Enabled" and "Disabled".
    (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html)
    """

    attribute: SearchAttribute
    operator: SearchOperator = SearchOperator.STARTS_WITH
    value: str

    def expression(self) -> str:
        r"""Return the Filter text, quotes and backslashes in the value escaped as `\"` and `\\`.

        Raises InputError when it is longer than the 256 characters AWS takes.
        """
        value = self.value.replace("\\", "\\\\").replace('"', '\\"')
        text = f'{self.attribute.value} {self.operator.value} "{value}"'
        if len(text) > LONGEST_FILTER:
            raise InputError(
                f"The search text is too long: Cognito takes {LONGEST_FILTER} characters.",
                hint="Search for fewer characters.",
            )
        return text
