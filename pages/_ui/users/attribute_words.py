"""What an attribute is called in words; Cognito's own name stands beside it; pure."""

from services.users.one_user.schema import PoolAttribute

_WORDS = {
    "email": "E-mail",
    "email_verified": "E-mail verified",
    "phone_number": "Phone",
    "phone_number_verified": "Phone verified",
    "name": "Name",
    "given_name": "Given name",
    "family_name": "Family name",
    "middle_name": "Middle name",
    "nickname": "Nickname",
    "preferred_username": "Preferred username",
    "birthdate": "Date of birth",
    "gender": "Gender",
    "address": "Address",
    "locale": "Locale",
    "zoneinfo": "Time zone",
    "picture": "Picture",
    "profile": "Profile page",
    "website": "Website",
    "updated_at": "Updated at",
    "identities": "Linked identities",
    "sub": "Unique ID",
}


def attribute_words(name: str) -> str:
    """Return the words; an attribute of the pool's own is called by what follows its prefix."""
    return _WORDS.get(name) or name.removeprefix("dev:").removeprefix("custom:")


def refusal_words(attribute: PoolAttribute, value: str) -> str:
    """Return why Cognito would not take the value, by the attribute's words; "" when it would."""
    if not value or not attribute.why_not(value):
        return ""
    return f"{attribute_words(attribute.name)} takes {attribute.takes()}."
