"""The baseline: sign-in the way the article does it, a new boto3 client per call and no output."""

import base64
import hashlib
import hmac
import json
import os

import boto3


def lambda_handler(event, context):
    wanted = json.loads(event["body"])
    client_id, secret = os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]
    message = (wanted["username"] + client_id).encode()
    digest = base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()
    client = boto3.client("cognito-idp")
    answer = client.admin_initiate_auth(
        UserPoolId=os.environ["USER_POOL_ID"],
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={
            "USERNAME": wanted["username"],
            "PASSWORD": wanted["password"],
            "SECRET_HASH": digest,
        },
        ClientMetadata={"username": wanted["username"]},
    )
    tokens = answer["AuthenticationResult"]
    data = {
        "id_token": tokens["IdToken"],
        "refresh_token": tokens["RefreshToken"],
        "access_token": tokens["AccessToken"],
        "expires_in": 3600,
        "token_type": "Bearer",
    }
    body = {"status": "success", "code": "10024", "data": data, "message": None}
    return {"statusCode": 200, "body": json.dumps(body)}
