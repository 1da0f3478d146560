"""Commands that more than one cause or finding tells; their names stand for the stack's outputs."""

REPAIR = "python -m infra_scripts up"
DEPLOY = "aws apigateway create-deployment --rest-api-id $REST_API_ID --stage-name $STAGE"
SHOW_AUTHORIZERS = "aws apigateway get-authorizers --rest-api-id $REST_API_ID"
SHOW_METHODS = "aws apigateway get-resources --rest-api-id $REST_API_ID --embed methods"


def add_cors_header(response_type: str) -> str:
    """Return the commands that let a gateway response carry Access-Control-Allow-Origin.

    API Gateway wants a literal in single quotes, and the AWS CLI takes one pair of quotes off:
    https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html.
    """
    return (
        "aws apigateway put-gateway-response --rest-api-id $REST_API_ID "
        f"--response-type {response_type} --response-parameters "
        f'"gatewayresponse.header.Access-Control-Allow-Origin=\\"\'*\'\\""\n{DEPLOY}'
    )
