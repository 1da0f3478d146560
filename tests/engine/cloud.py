"""Building blocks of the engine tests: clients, pools, functions and APIs on a real engine."""

import base64
import hashlib
import hmac
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

import boto3
import botocore.config
import requests

PASSWORD = "Correct-Horse-9"
ROLE_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


class Cloud:
    """boto3 clients of one engine, each made once."""

    def __init__(self, endpoint_url: str) -> None:
        self.endpoint_url = endpoint_url
        self._clients: dict[str, Any] = {}

    def __getattr__(self, service: str) -> Any:
        name = service.replace("_", "-")
        if name not in self._clients:
            self._clients[name] = boto3.client(
                name,
                endpoint_url=self.endpoint_url,
                region_name="us-east-1",
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=botocore.config.Config(retries={"total_max_attempts": 1}),
            )
        return self._clients[name]

    def new_pool(self, **settings: Any) -> "Pool":
        pool = self.cognito_idp.create_user_pool(PoolName="tests", **settings)["UserPool"]
        return Pool(cloud=self, pool_id=pool["Id"], arn=pool["Arn"])

    def new_function(self, name: str, source: str, **settings: Any) -> str:
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=ROLE_TRUST)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("handler.py", source)
        created = self.__getattr__("lambda").create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=role["Role"]["Arn"],
            Handler="handler.handle",
            Code={"ZipFile": archive.getvalue()},
            **settings,
        )
        return str(created["FunctionArn"])

    def new_api(self) -> "Api":
        api = self.apigateway.create_rest_api(name="tests")
        return Api(cloud=self, api_id=api["id"], root=api["rootResourceId"])


@dataclass(frozen=True, kw_only=True)
class Pool:
    cloud: Cloud = field(repr=False)
    pool_id: str
    arn: str

    @property
    def cognito(self) -> Any:
        return self.cloud.cognito_idp

    def new_client(self, **settings: Any) -> dict[str, Any]:
        flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
        defaults = {"ClientName": "tests", "ExplicitAuthFlows": flows}
        created = self.cognito.create_user_pool_client(
            UserPoolId=self.pool_id, **(defaults | settings)
        )
        client: dict[str, Any] = created["UserPoolClient"]
        return client

    def new_user(self, username: str, *, permanent: bool = True, **attributes: str) -> None:
        self.cognito.admin_create_user(
            UserPoolId=self.pool_id,
            Username=username,
            TemporaryPassword=PASSWORD,
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
        )
        if permanent:
            self.cognito.admin_set_user_password(
                UserPoolId=self.pool_id, Username=username, Password=PASSWORD, Permanent=True
            )

    def sign_in(self, client_id: str, username: str, password: str = PASSWORD) -> dict[str, Any]:
        answer: dict[str, Any] = self.cognito.admin_initiate_auth(
            UserPoolId=self.pool_id,
            ClientId=client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": username, "PASSWORD": password},
        )
        return answer

    def tokens(self, client_id: str, username: str) -> dict[str, str]:
        tokens: dict[str, str] = self.sign_in(client_id, username)["AuthenticationResult"]
        return tokens

    def respond(
        self, client_id: str, challenge: str, session: str, **responses: str
    ) -> dict[str, Any]:
        answer: dict[str, Any] = self.cognito.admin_respond_to_auth_challenge(
            UserPoolId=self.pool_id,
            ClientId=client_id,
            ChallengeName=challenge,
            Session=session,
            ChallengeResponses=responses,
        )
        return answer


@dataclass(frozen=True, kw_only=True)
class Api:
    cloud: Cloud = field(repr=False)
    api_id: str
    root: str

    def authorizer(self, pool: Pool, **settings: Any) -> str:
        created = self.cloud.apigateway.create_authorizer(
            restApiId=self.api_id,
            name=f"tests-{len(settings)}",
            type="COGNITO_USER_POOLS",
            providerARNs=[pool.arn],
            identitySource="method.request.header.Authorization",
            **settings,
        )
        return str(created["id"])

    def route(self, path: str, *, function_arn: str = "", **method: Any) -> None:
        """Add `GET /path`: a proxy of the function, or a MOCK that answers 200."""
        gateway = self.cloud.apigateway
        resource = gateway.create_resource(restApiId=self.api_id, parentId=self.root, pathPart=path)
        where = {"restApiId": self.api_id, "resourceId": resource["id"], "httpMethod": "GET"}
        gateway.put_method(**where, **({"authorizationType": "NONE"} | method))
        if not function_arn:
            template = {"application/json": '{"statusCode": 200}'}
            gateway.put_integration(**where, type="MOCK", requestTemplates=template)
            gateway.put_method_response(**where, statusCode="200")
            gateway.put_integration_response(**where, statusCode="200")
            return
        gateway.put_integration(
            **where,
            type="AWS_PROXY",
            integrationHttpMethod="POST",
            uri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            f"{function_arn}/invocations",
        )

    def allow(self, function_arn: str, source: str) -> None:
        """Let this API call the function; `source` is what follows the API's id in the ARN."""
        account = function_arn.split(":")[4]
        self.cloud.__getattr__("lambda").add_permission(
            FunctionName=function_arn,
            StatementId=hashlib.sha256(f"{self.api_id}{source}".encode()).hexdigest(),
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:us-east-1:{account}:{self.api_id}{source}",
        )

    def deploy(self) -> None:
        self.cloud.apigateway.create_deployment(restApiId=self.api_id, stageName="demo")

    def url(self, path: str) -> str:
        return f"{self.cloud.endpoint_url}/_aws/execute-api/{self.api_id}/demo/{path}"

    def get(self, path: str, token: str | None = None, **headers: str) -> requests.Response:
        if token is not None:
            headers["Authorization"] = token
        return requests.get(self.url(path), headers=headers, timeout=60)


def secret_hash(username: str, client: dict[str, Any]) -> str:
    message = f"{username}{client['ClientId']}".encode()
    digest = hmac.new(client["ClientSecret"].encode(), message, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
