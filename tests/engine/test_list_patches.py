"""Patching a list of API Gateway by hand, as the AWS CLI does: one value comes or goes."""

import pytest

from tests.engine.cloud import Cloud

pytestmark = pytest.mark.engine


def test_a_pool_is_added_to_an_authorizer_and_another_taken_away(cloud: Cloud) -> None:
    api, first, second = cloud.new_api(), cloud.new_pool(), cloud.new_pool()
    where = {"restApiId": api.api_id, "authorizerId": api.authorizer(first)}

    def patched(operation: str, arn: str) -> list[str]:
        patch = [{"op": operation, "path": "/providerARNs", "value": arn}]
        answer = cloud.apigateway.update_authorizer(**where, patchOperations=patch)
        return list(answer["providerARNs"])

    assert patched("add", second.arn) == [first.arn, second.arn]
    assert patched("add", second.arn) == [first.arn, second.arn]
    assert patched("remove", first.arn) == [second.arn]
    assert cloud.apigateway.get_authorizer(**where)["providerARNs"] == [second.arn]


def test_a_scope_is_taken_from_a_method_and_the_other_stays(cloud: Cloud) -> None:
    api = cloud.new_api()
    authorizer = api.authorizer(cloud.new_pool())
    settings = {"authorizationType": "COGNITO_USER_POOLS", "authorizerId": authorizer}
    api.route("scoped", **settings, authorizationScopes=["lab/read", "lab/write"])
    resources = cloud.apigateway.get_resources(restApiId=api.api_id)["items"]
    where = {
        "restApiId": api.api_id,
        "resourceId": next(each["id"] for each in resources if each["path"] == "/scoped"),
        "httpMethod": "GET",
    }
    patch = [
        {"op": "remove", "path": "/authorizationScopes", "value": "lab/read"},
        {"op": "replace", "path": "/apiKeyRequired", "value": "true"},
    ]
    cloud.apigateway.update_method(**where, patchOperations=patch)
    method = cloud.apigateway.get_method(**where)
    assert method["authorizationScopes"] == ["lab/write"]
    assert method["apiKeyRequired"] is True
