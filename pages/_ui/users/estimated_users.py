"""Cognito's own estimate of how many users the pool has, as this tab read it last."""

import streamlit as st

from pages._ui.page.context import lab

_READ = "_admin_users_estimate"
_KEPT_SECONDS = 60.0


def estimated_users() -> int:
    """Return it; Cognito is asked again after a minute and after each change here, or AwsErrors.

    It is no more than an estimate by AWS's own word for it, EstimatedNumberOfUsers.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
    """
    directory, now = lab().directory, lab().now()
    pool_id, count, read_at = st.session_state.get(_READ, ("", 0, 0.0))
    if pool_id != directory.user_pool_id or not 0 <= now - read_at < _KEPT_SECONDS:
        count = directory.estimated_count()
        st.session_state[_READ] = (directory.user_pool_id, count, now)
    return int(count)


def estimate_again() -> None:
    """Let the next run ask Cognito for it."""
    st.session_state.pop(_READ, None)
