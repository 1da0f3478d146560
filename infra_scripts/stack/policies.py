"""The lab's IAM policies, and the form in which two policies compare; calls nothing."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Policy = Mapping[str, Any]
ROLE_PATH = "/authorizer-lab/"
_VERSION = "2012-10-17"
_POOL_ACTIONS = (
    *("DescribeUserPool", "UpdateUserPool", "DeleteUserPool", "TagResource"),
    *("GetUserPoolMfaConfig", "SetUserPoolMfaConfig"),
    *("CreateUserPoolDomain", "DeleteUserPoolDomain"),
    *("ListUserPoolClients", "DescribeUserPoolClient"),
    *("CreateUserPoolClient", "UpdateUserPoolClient"),
    *("DescribeResourceServer", "CreateResourceServer", "UpdateResourceServer"),
    *("ListGroups", "CreateGroup", "UpdateGroup"),
)
_API_HTTP_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_FUNCTION_ACTIONS = (
    *("GetFunction", "CreateFunction", "DeleteFunction", "ListTags", "TagResource"),
    *("UpdateFunctionCode", "UpdateFunctionConfiguration"),
    *("GetPolicy", "AddPermission", "RemovePermission"),
)
_LOG_GROUP_ACTIONS = (
    *("CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy"),
    *("ListTagsForResource", "TagResource"),
)
_ROLE_ACTIONS = (
    *("GetRole", "CreateRole", "DeleteRole", "TagRole", "UpdateAssumeRolePolicy"),
    *("ListRolePolicies", "GetRolePolicy", "PutRolePolicy", "DeleteRolePolicy"),
    *("ListAttachedRolePolicies", "DetachRolePolicy"),
)


_PROBE_ACTIONS = (
    *("AdminCreateUser", "AdminSetUserPassword", "AdminAddUserToGroup", "AdminGetUser"),
    *("AdminDeleteUser", "AdminDisableUser", "AdminUserGlobalSignOut", "AdminInitiateAuth"),
    *("ListUsers", "DeleteUserPoolClient"),
)

_IMPORT_ACTIONS = (
    *("DescribeUserPool", "GetCSVHeader", "CreateUserImportJob", "StartUserImportJob"),
    *("DescribeUserImportJob", "StopUserImportJob"),
)

_WALK_ACTIONS = (
    *("AdminCreateUser", "AdminGetUser", "AdminSetUserPassword", "AdminDeleteUser"),
    *("AdminSetUserMFAPreference", "AdminUserGlobalSignOut"),
)


def lambda_trust_policy() -> Policy:
    """Let AWS Lambda, and nobody else, assume the role."""
    return _policy(
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    )


def own_logs_policy(*log_group_arns: str) -> Policy:
    """Allow writing to these log groups; without CreateLogGroup, `down` leaves none behind."""
    return _policy(_own_logs(*log_group_arns))


def sign_in_policy(user_pool_arn: str, log_group_arn: str, *, may_start: bool = True) -> Policy:
    """Allow what the sign-in function does on its one pool; not to begin without `may_start`.

    An app client is not a resource type in IAM: the pool is as narrow as it gets
    (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html).
    """
    return _policy(
        {
            "Effect": "Allow",
            "Action": [
                *(["cognito-idp:AdminInitiateAuth"] if may_start else []),
                "cognito-idp:AdminRespondToAuthChallenge",
                "cognito-idp:DescribeUserPoolClient",
            ],
            "Resource": user_pool_arn,
        },
        _own_logs(log_group_arn),
    )


def closing_policy(api_arn: str, closed: Sequence[str]) -> Policy:
    """Let everybody call a REST API but for `closed`, each a stage, HTTP method and path.

    A resource policy has to allow what it does not deny
    (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).
    """
    anybody = {"Principal": "*", "Action": "execute-api:Invoke"}
    return _policy(
        {"Effect": "Allow", **anybody, "Resource": f"{api_arn}/*"},
        {"Effect": "Deny", **anybody, "Resource": [f"{api_arn}/{each}" for each in closed]},
    )


def deploy_policy(*, partition: str, region: str, account: str, stack: str) -> Policy:
    """Allow provisioning and removing one stack, and nothing of IAM but its own roles.

    Roles, functions and log groups are narrowed by name. User pools, REST APIs, usage plans and
    API keys get random ids: they are narrowed to the account and Region.
    """
    here = f"{region}:{account}"
    apis = f"arn:{partition}:apigateway:{region}::"
    pools = f"arn:{partition}:cognito-idp:{here}:userpool/*"
    functions = f"arn:{partition}:lambda:{here}:function:{stack}-*"
    roles = f"arn:{partition}:iam::{account}:role{ROLE_PATH}{stack}-*"
    roles_not_there = f"arn:{partition}:iam::{account}:role/{stack}-*"  # a path comes with a role
    logs = f"arn:{partition}:logs:{here}:log-group:"
    return _policy(
        _allow("cognito-idp", ("CreateUserPool", "ListUserPools"), "*"),  # no resource to name yet
        _allow("cognito-idp", _POOL_ACTIONS, pools),
        _allow("apigateway", ("GET", "POST"), f"{apis}/restapis", *_collections(apis)),
        _allow("apigateway", _API_HTTP_METHODS, f"{apis}/restapis/*", *_items(apis)),
        _allow("apigateway", ("PUT", "POST"), f"{apis}/tags/*"),  # to tag what is being made
        _allow("apigateway", ("GET",), f"{apis}/domainnames", f"{apis}/domainnames/*"),
        _allow("lambda", _FUNCTION_ACTIONS, functions),
        _allow("logs", ("DescribeLogGroups",), "*"),
        _allow("logs", _LOG_GROUP_ACTIONS, f"{logs}/aws/lambda/{stack}-*"),
        _allow("iam", ("GetRole",), roles_not_there),
        _allow("iam", _ROLE_ACTIONS, roles),
        {
            **_allow("iam", ("PassRole",), roles),
            "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}},
        },
    )


def verify_policy(*, partition: str, region: str, account: str) -> Policy:
    """Allow what `verify` does beyond the deploy policy: users of the run, made and deleted."""
    pools = f"arn:{partition}:cognito-idp:{region}:{account}:userpool/*"
    return _policy(_allow("cognito-idp", _PROBE_ACTIONS, pools))


def walk_policy(*, partition: str, region: str, account: str) -> Policy:
    """Allow what the walkthrough does besides the deploy policy; self-service needs none.

    SignUp and what follows it are unauthenticated operations or take an access token: IAM is not
    asked
    (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html).
    """
    pools = f"arn:{partition}:cognito-idp:{region}:{account}:userpool/*"
    return _policy(_allow("cognito-idp", _WALK_ACTIONS, pools))


def import_job_policy(*, partition: str, region: str, account: str) -> Policy:
    """Allow Cognito's own import job, its role and reading its log; untried on AWS.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-creating-import-job.html
    """
    here = f"{region}:{account}"
    role = f"arn:{partition}:iam::{account}:role/authorizer-lab-user-import"
    return _policy(
        _allow("cognito-idp", _IMPORT_ACTIONS, f"arn:{partition}:cognito-idp:{here}:userpool/*"),
        _allow("iam", ("GetRole", "CreateRole", "PutRolePolicy"), role),
        {
            **_allow("iam", ("PassRole",), role),
            "Condition": {"StringEquals": {"iam:PassedToService": "cognito-idp.amazonaws.com"}},
        },
        _allow(
            "logs",
            ("FilterLogEvents",),
            f"arn:{partition}:logs:{here}:log-group:/aws/cognito/userpools/*",
        ),
    )


def canonical(policy: Policy | str) -> Any:
    """Return a policy in the form in which two that mean the same are equal.

    A single value equals a list of one and the order of lists means nothing; action names ignore
    case; statement ids say nothing about what is allowed
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
    """
    document = json.loads(policy) if isinstance(policy, str) else policy
    statements = document.get("Statement", [])
    if isinstance(statements, Mapping):
        statements = [statements]
    normal = [_canonical_statement(statement) for statement in statements]
    return {
        "Version": document.get("Version", "2008-10-17"),
        "Statement": sorted(normal, key=lambda statement: json.dumps(statement, sort_keys=True)),
    }


def _policy(*statements: Policy) -> Policy:
    return {"Version": _VERSION, "Statement": list(statements)}


def _allow(service: str, actions: Sequence[str], *resources: str) -> Policy:
    return {
        "Effect": "Allow",
        "Action": [f"{service}:{action}" for action in actions],
        "Resource": list(resources),
    }


def _collections(apis: str) -> tuple[str, ...]:
    return (f"{apis}/usageplans", f"{apis}/apikeys")


def _items(apis: str) -> tuple[str, ...]:
    return tuple(f"{collection}/*" for collection in _collections(apis))


def _own_logs(*log_group_arns: str) -> Policy:
    streams = (f"{arn}:*" for arn in log_group_arns)
    return _allow("logs", ("CreateLogStream", "PutLogEvents"), *streams)


def _canonical_statement(statement: Policy) -> dict[str, Any]:
    normal = {key: _canonical_value(value) for key, value in statement.items() if key != "Sid"}
    for key in ("Action", "NotAction"):
        if key in normal:
            normal[key] = sorted({action.lower() for action in normal[key]})
    return normal


def _canonical_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _canonical_value(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return sorted({str(item) for item in value})
    return [str(value)]
