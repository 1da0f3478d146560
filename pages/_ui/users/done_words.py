"""What was done, as a sentence for the message that comes after a change; pure."""

from services.users.changes.change import Change

_SENTENCES = {
    "confirm": "{who} was confirmed.",
    "resend": "The invitation was sent to {who} again.",
    "reset_password": "The password of {who} was reset.",
    "verify_email": "The e-mail address of {who} is marked as verified.",
    "verify_phone": "The phone number of {who} is marked as verified.",
    "unverify_email": "The e-mail address of {who} is marked as not verified.",
    "unverify_phone": "The phone number of {who} is marked as not verified.",
    "disable": "{who} was disabled.",
    "enable": "{who} was enabled.",
    "sign_out": "{who} was signed out everywhere.",
    "delete": "{who} was deleted.",
    "create": "{who} was created.",
    "set_groups": "The groups of {who} were changed.",
    "set_password": "A password was set for {who}.",
    "set_attribute": "An attribute of {who} was set.",
    "delete_attribute": "An attribute of {who} was deleted.",
    "prefer_mfa": "The preferred MFA of {who} was changed.",
    "reset_mfa": "MFA was turned off for {who}.",
    "create_group": "The group {who} was created.",
    "edit_group": "The group {who} was changed.",
    "delete_group": "The group {who} was deleted.",
    "join_group": "{who} was added to the group.",
    "leave_group": "{who} was taken out of the group.",
    "undo": "A change of {who} was undone.",
}


def done_words(change: Change) -> str:
    """Return the sentence; a change without one is told by what its button says."""
    sentence = _SENTENCES.get(change.action, f"Done. {change.label}: {{who}}")
    return sentence.replace("{who}", change.target)
