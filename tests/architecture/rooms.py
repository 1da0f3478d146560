"""The rooms of the house and the arrows that are allowed between them; from the bottom up.

docs/architecture.md draws the same rooms. A room's sub-folder belongs to the room unless it is
named here itself.
"""

_BASE = {"services.errors", "services.settings", "services.progress"}
_PURE = {"services.traffic", "services.tokens"}
_STACK = {"infra_scripts.stack"}
# room -> every room of ours that it may know besides itself
ROOMS: dict[str, set[str]] = {
    "services.errors": set(),
    "services.progress": set(),
    "services.single_flight": set(),
    "services.settings": {"services.errors"},
    "services.cloud": _BASE,
    "services.home": _BASE,
    "services.traffic": {"services.errors"},
    "services.tokens": {"services.errors", "services.single_flight"},
    "services.api": {"services.errors", *_PURE},
    "services.users": {*_BASE, "services.cloud"},
    "services.self_service": {*_BASE, "services.traffic", "services.cloud", "services.users"},
    "services.authorizer": {"services.errors", *_PURE},
    "services.live": {
        *_BASE,
        *_PURE,
        "services.cloud",
        "services.home",
        "services.api",
        "services.authorizer",
    },
    "services.scenarios": {"services.errors", *_PURE, "services.authorizer"},
    "services.lab": {
        *_BASE,
        "services.single_flight",
        *_PURE,
        "services.cloud",
        "services.home",
        "services.api",
        "services.users",
        "services.authorizer",
        "services.live",
    },
    "services.doctor": {
        "services.errors",
        *_PURE,
        "services.api",
        "services.authorizer",
        "services.live",
        "services.lab",
    },
    "services.checkup": {
        "services.errors",
        "services.tokens",
        "services.authorizer",
        "services.live",
        "services.lab",
    },
    "services.revocation": {
        *_BASE,
        *_PURE,
        "services.cloud",
        "services.home",
        "services.api",
        "services.users",
        "services.authorizer",
        "services.lab",
    },
    "services.limits": {"services.errors", *_PURE, "services.authorizer"},
    "infra_scripts.local_engine": {
        *_BASE,
        "services.home",
        "services.authorizer",
        "services.users.passwords",  # what Cognito and its callers make passwords by; calls nothing
    },
    "infra_scripts.stack": {
        *_BASE,
        "services.single_flight",
        "services.cloud",
        "services.home",
        "services.api",
    },
    "infra_scripts.personas": {"services", *_STACK},
    "infra_scripts.workbench": {"services", *_STACK, "infra_scripts.personas"},
    "infra_scripts.walkthrough": {"services", *_STACK},
    "infra_scripts.walk_operations": {"services", *_STACK, "infra_scripts.walkthrough"},
    "infra_scripts.operations": {
        "services",
        *_STACK,
        "infra_scripts.personas",
        "infra_scripts.workbench",
        "infra_scripts.walk_operations",
    },
    "infra_scripts.command_line": {
        "services",
        *_STACK,
        "infra_scripts.walkthrough",
        "infra_scripts.walk_operations",
        "infra_scripts.operations",
        "infra_scripts.local_engine",
    },
    "infra_scripts.__main__": {"infra_scripts.command_line"},
    "infra_scripts.lambdas": set(),
    "pages._server": {
        "services",
        *_STACK,
        "infra_scripts.operations",
        "infra_scripts.local_engine",
    },
    "pages._ui.page": {"services", "pages._server"},
    "pages._ui.evidence": {"services", "pages._ui.page"},
    "pages._ui.calls": {"services", "pages._ui.page", "pages._ui.evidence"},
    "pages._ui.tokens": {"services", "pages._ui.page", "pages._ui.calls"},
    "pages._ui.users": {"services", "pages._ui.page"},
    "pages._ui.sign_in": {
        "services",
        "pages._ui.page",
        "pages._ui.users",
        "pages._ui.calls",
        "pages._ui.tokens",
    },
    "pages._ui.charts": {"services", "pages._ui.page", "pages._ui.calls", "pages._ui.users"},
    "pages._ui.stack": {"services", *_STACK, "pages._server", "pages._ui.page"},
    "pages._ui.doctor": {"services", "pages._ui.page", "pages._ui.evidence"},
    "pages._ui.scenarios": {
        "services",
        "pages._ui.page",
        "pages._ui.evidence",
        "pages._ui.calls",
    },
    "pages._ui.self_service": {"services", "pages._ui.page", "pages._ui.users"},
    "pages._ui.limits": {
        "services",
        "pages._server",
        "pages._ui.page",
        "pages._ui.evidence",
        "pages._ui.charts",
    },
    "pages._ui.races": {"services", "pages._ui.page", "pages._ui.evidence", "pages._ui.calls"},
    "pages._ui.walkthrough": {
        "services",
        "infra_scripts.walkthrough",
        "infra_scripts.walk_operations",
        "pages._server",
        "pages._ui.page",
        "pages._ui.calls",
        "pages._ui.stack",
    },
    "pages.learn": {"services", "infra_scripts.walkthrough", "pages._server", "pages._ui"},
    "pages.demo": {"services", "pages._server", "pages._ui"},
    "pages.admin": {"services", "pages._server", "pages._ui"},
    "pages._frame": {"services", "pages._server", "pages._ui"},
    "streamlit_app": {"pages._frame", "pages._server"},
}
FORBIDDEN_OUTSIDE = {
    "services": {"streamlit"},
    "infra_scripts": {"streamlit"},
    "pages": {"boto3", "botocore", "requests"},
    "streamlit_app": {"boto3", "botocore", "requests"},
}
# The one door to botocore, and the two places that take a stack's lock.
ONLY_FROM = {
    "botocore": ("services.cloud", "infra_scripts.lambdas"),
    "boto3": ("services.cloud", "infra_scripts.lambdas"),
    "infra_scripts.stack.stack_lock": (
        "infra_scripts.operations",
        "infra_scripts.walk_operations",
    ),
}
