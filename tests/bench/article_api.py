"""Puts the article's function behind an API of its own on the engine, for the sign-in baseline."""

import io
import zipfile
from pathlib import Path

from services.cloud.aws import Aws
from services.home.outputs import StackOutputs

_SOURCE = Path(__file__).parent / "article_sign_in" / "handler.py"
_NAME = "bench-article-sign-in"


def deploy_article_api(aws: Aws, outputs: StackOutputs) -> str:
    """Create the function and its API, and return the URL that signs in."""
    function_arn = _create_function(aws, outputs)
    api = aws.call("apigateway", "create_rest_api", name=_NAME)
    resource = aws.call(
        "apigateway",
        "create_resource",
        restApiId=api["id"],
        parentId=api["rootResourceId"],
        pathPart="user-sign-in",
    )
    place = {"restApiId": api["id"], "resourceId": resource["id"], "httpMethod": "POST"}
    aws.call("apigateway", "put_method", authorizationType="NONE", **place)
    aws.call(
        "apigateway",
        "put_integration",
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{aws.region}:lambda:path/2015-03-31/functions/{function_arn}/invocations",
        **place,
    )
    aws.call(
        "lambda",
        "add_permission",
        FunctionName=_NAME,
        StatementId="api",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=f"arn:aws:execute-api:{aws.region}:{aws.account_id()}:{api['id']}/demo/POST/user-sign-in",
    )
    aws.call("apigateway", "create_deployment", restApiId=api["id"], stageName="demo")
    return f"{outputs.endpoint_url}/_aws/execute-api/{api['id']}/demo/user-sign-in"


def _create_function(aws: Aws, outputs: StackOutputs) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("handler.py", _SOURCE.read_text(encoding="utf-8"))
    client = aws.call(
        "cognito-idp",
        "describe_user_pool_client",
        UserPoolId=outputs.user_pool_id,
        ClientId=outputs.app_client_id,
    )["UserPoolClient"]
    created = aws.call(
        "lambda",
        "create_function",
        FunctionName=_NAME,
        Runtime="python3.13",
        Handler="handler.lambda_handler",
        Role=outputs.resources["sign_in_role"].arn,
        Code={"ZipFile": packed.getvalue()},
        Timeout=20,
        MemorySize=256,
        Environment={
            "Variables": {
                "USER_POOL_ID": outputs.user_pool_id,
                "CLIENT_ID": outputs.app_client_id,
                "CLIENT_SECRET": client["ClientSecret"],
            }
        },
    )
    return str(created["FunctionArn"])
