"""The quota categories of Cognito's user pools: which operation counts where; pure.

https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html has the categories, their
rates and their operations. A category's requests are counted for all user pools of an account and
Region together. The rates are that page's. Of the operations, those in `_PLACED` stand where the
page's description of a category puts them: nobody looked them up there one by one.
"""

from enum import StrEnum


class QuotaCategory(StrEnum):
    """AWS's words."""

    USER_CREATION = "UserCreation"
    USER_ACCOUNT_RECOVERY = "UserAccountRecovery"
    USER_READ = "UserRead"
    USER_UPDATE = "UserUpdate"
    USER_LIST = "UserList"
    USER_RESOURCE_READ = "UserResourceRead"
    USER_RESOURCE_UPDATE = "UserResourceUpdate"
    USER_POOL_READ = "UserPoolRead"
    USER_POOL_RESOURCE_READ = "UserPoolResourceRead"
    USER_POOL_RESOURCE_UPDATE = "UserPoolResourceUpdate"


# Requests a second that every account has. Creation, reading and reading of resources can be raised
# by AWS; this lab does not know by how much.
DEFAULT_RATES = {
    QuotaCategory.USER_CREATION: 50.0,
    QuotaCategory.USER_ACCOUNT_RECOVERY: 30.0,
    QuotaCategory.USER_READ: 120.0,
    QuotaCategory.USER_UPDATE: 25.0,
    QuotaCategory.USER_LIST: 30.0,
    QuotaCategory.USER_RESOURCE_READ: 50.0,
    QuotaCategory.USER_RESOURCE_UPDATE: 25.0,
    QuotaCategory.USER_POOL_READ: 15.0,
    # 20 and 15 for all pools; one operation on one pool has 5
    QuotaCategory.USER_POOL_RESOURCE_READ: 5.0,
    QuotaCategory.USER_POOL_RESOURCE_UPDATE: 5.0,
}
_LISTED = {
    QuotaCategory.USER_CREATION: ("admin_create_user", "admin_confirm_sign_up"),
    QuotaCategory.USER_ACCOUNT_RECOVERY: ("admin_set_user_password", "admin_reset_user_password"),
    QuotaCategory.USER_READ: ("admin_get_user",),
    QuotaCategory.USER_UPDATE: (
        "admin_add_user_to_group",
        "admin_delete_user",
        "admin_disable_user",
        "admin_enable_user",
        "admin_remove_user_from_group",
        "admin_update_user_attributes",
        "admin_user_global_sign_out",
    ),
    QuotaCategory.USER_LIST: ("list_users", "list_users_in_group"),
    QuotaCategory.USER_RESOURCE_READ: ("admin_list_groups_for_user",),
    QuotaCategory.USER_POOL_RESOURCE_UPDATE: ("create_group", "delete_group"),
}
_PLACED = {
    QuotaCategory.USER_UPDATE: ("admin_delete_user_attributes",),  # "manage users and attributes"
    QuotaCategory.USER_RESOURCE_UPDATE: ("admin_set_user_mfa_preference",),
    QuotaCategory.USER_POOL_READ: ("describe_user_pool",),  # "read your user pools"
    QuotaCategory.USER_POOL_RESOURCE_READ: ("get_group", "list_groups"),  # "such as group"
    QuotaCategory.USER_POOL_RESOURCE_UPDATE: ("update_group",),
}
_BY_OPERATION = {
    name: category
    for table in (_LISTED, _PLACED)
    for category, names in table.items()
    for name in names
}


def category_of(operation: str) -> QuotaCategory:
    """Return the category of an operation (botocore's name); that of the lowest rate for others."""
    return _BY_OPERATION.get(operation, QuotaCategory.USER_POOL_RESOURCE_UPDATE)
