"""Stack check-up: everything the doctor knows, applied to a stack's live configuration; pure."""

from collections.abc import Sized
from dataclasses import dataclass

from services.checkup.finding import Finding, Severity
from services.checkup.rules.api_rules import API_RULES
from services.checkup.rules.client_rules import CLIENT_RULES
from services.checkup.rules.domain_rules import DOMAIN_RULES
from services.checkup.rules.front_rules import FRONT_RULES
from services.checkup.rules.function_rules import FUNCTION_RULES
from services.checkup.rules.route_rules import ROUTE_RULES
from services.checkup.rules.stage_rules import STAGE_RULES
from services.live.stack_snapshot import LiveStack

_RULES = (
    *API_RULES,
    *FRONT_RULES,
    *DOMAIN_RULES,
    *ROUTE_RULES,
    *STAGE_RULES,
    *CLIENT_RULES,
    *FUNCTION_RULES,
)
_SINCE_DEPLOYMENT = (
    "Whether scopes, authorizers or gateway responses changed after the last deployment: no API "
    "of AWS shows what a deployment holds beyond its methods. The plan on the Stack page compares "
    "them with the lab's own description."
)
_LOCAL_METHODS = (
    "Which methods AWS would still serve after a change: the local engine keeps no snapshot of "
    "methods, so a change is live at once."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckUp:
    """The findings, worst first; `looked_at` and `unknown` are sentences for the reader."""

    findings: tuple[Finding, ...]
    looked_at: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is Severity.PROBLEM)


def check_up(stack: LiveStack) -> CheckUp:
    """Apply every rule to a stack's configuration."""
    found = [finding for rule in _RULES for finding in rule(stack)]
    return CheckUp(
        findings=tuple(sorted(found, key=lambda finding: -finding.severity)),
        looked_at=_looked_at(stack),
        unknown=(
            *(f"{part}: the credentials in use may not read it." for part in stack.unread),
            _SINCE_DEPLOYMENT,
            *((_LOCAL_METHODS,) if stack.is_local else ()),
        ),
    )


def _looked_at(stack: LiveStack) -> tuple[str, ...]:
    api = stack.api
    protected = sum(method.is_protected for method in api.methods)
    options = sum(method.http_method == "OPTIONS" for method in api.methods)
    is_open = len(api.methods) - protected - options
    methods = f"{protected} behind an authorizer, {options} OPTIONS, {is_open} open"
    seen = [
        f"{_counted(api.methods, 'method')}: {methods}",
        f"{_counted(api.authorizers, 'authorizer')}: their user pools and audience patterns",
    ]
    if stack.pools:
        pools = _counted(stack.pools, "user pool")
        seen.append(f"{pools}: issuers, and triggers that change access tokens")
    if stack.clients is not None:
        clients = _counted(stack.clients, "app client")
        seen.append(f"{clients}: flows, scopes, lifetimes, what they reveal about users")
    if stack.functions is not None:
        statements = [statement for each in stack.functions for statement in each.statements]
        is_all = all(each.secret_variables is not None for each in stack.functions)
        environment = ", and their environment" if is_all else ""
        functions, permissions = (
            _counted(stack.functions, "function"),
            _counted(statements, "permission"),
        )
        seen.append(f"{functions}: {permissions}{environment}")
    if stack.cors_responses is not None:
        responses = _counted(stack.cors_responses, "gateway response")
        seen.append(f"{responses}: CORS headers on refusals")
    if stack.stages is not None and stack.deployed is not None:
        seen.append("Stages of the API, and the methods of the deployment in use")
    if stack.front is not None:
        log = "on" if stack.front.is_execution_logged else "off"
        access = "on" if stack.front.is_access_logged else "off"
        seen.append(
            "In front of the API: endpoint, resource policy, binary media types, AWS WAF, "
            f"preflight answers, timeouts; its execution log is {log}, its access log is {access}"
        )
    if stack.domains is not None:
        seen.append(f"{_counted(stack.domains, 'custom domain')}: mappings and routing modes")
    return tuple(seen)


def _counted(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}" + ("" if len(things) == 1 else "s")
