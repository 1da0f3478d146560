"""What can be wrong with custom domains: nothing mapped, a stage that is gone, rules alone."""

from collections.abc import Iterator

from services.authorizer.evidence import documented, several_reports
from services.checkup.finding import Finding, Rule, Severity
from services.live.front_settings import CustomDomain
from services.live.stack_snapshot import LiveStack

_MAPPINGS = "aws apigateway get-base-path-mappings --domain-name"
_FORBIDDEN = several_reports("report: custom domain without mapping", "re:Post: 403 of an API")


def _without_mapping(stack: LiveStack) -> Iterator[Finding]:
    for domain in stack.domains or ():
        if domain.mappings or domain.follows_rules:
            continue
        yield Finding(
            id="domain-without-mapping",
            severity=Severity.WARNING,
            resource=f"custom domain {domain.name}",
            title="A custom domain leads to no API",
            why="It has no base path mapping, so every call to it is answered 403 Forbidden.",
            fix="Map the API and its stage to the domain, or delete the domain.",
            command="aws apigateway create-base-path-mapping --domain-name "
            f"{domain.name} --rest-api-id $REST_API_ID --stage $STAGE",
            evidence=_FORBIDDEN,
        )


def _gone_stage(stack: LiveStack) -> Iterator[Finding]:
    for domain in stack.domains or ():
        gone = [
            each.stage
            for each in domain.mappings_of(stack.api.id)
            if stack.stages is not None and each.stage and each.stage not in stack.stages
        ]
        if gone and domain.follows_mappings:
            yield Finding(
                id="domain-of-a-gone-stage",
                severity=Severity.PROBLEM,
                resource=f"custom domain {domain.name}",
                title="A custom domain leads to a stage that does not exist",
                why=f"Its mapping of this API names the stage {', '.join(gone)}: calls to the "
                "domain are answered 403 Forbidden.",
                fix="Let the mapping name a stage of the API.",
                command=f"{_MAPPINGS} {domain.name}",
                evidence=_FORBIDDEN,
            )


def _rules_alone(stack: LiveStack) -> Iterator[Finding]:
    for domain in stack.domains or ():
        if not domain.follows_mappings and domain.mappings_of(stack.api.id):
            yield Finding(
                id="domain-follows-rules",
                severity=Severity.WARNING,
                resource=f"custom domain {domain.name}",
                title="A custom domain does not use its mapping of this API",
                why="Its routing mode is ROUTING_RULE_ONLY: only routing rules lead to an API, "
                "and the base path mapping counts for nothing.",
                fix="Make a routing rule for the API, or set another routing mode.",
                command=f"aws apigateway get-domain-name --domain-name {domain.name}",
                evidence=documented("api gateway: routing mode"),
            )


def addresses_of(domains: tuple[CustomDomain, ...], rest_api_id: str) -> tuple[str, ...]:
    """Return where custom domains lead to the API, without the stage's or a method's path."""
    return tuple(
        f"https://{domain.name}/{mapping.base_path}"
        for domain in domains
        if domain.follows_mappings
        for mapping in domain.mappings_of(rest_api_id)
    )


DOMAIN_RULES: tuple[Rule, ...] = (_without_mapping, _gone_stage, _rules_alone)
