"""Commands that several causes tell: what a shell and the AWS CLI make of them."""

import shlex

from services.authorizer.commands import add_cors_header


def test_the_cors_header_reaches_api_gateway_as_a_literal_in_single_quotes() -> None:
    put, deploy = add_cors_header("DEFAULT_5XX").splitlines()
    *_, kind, option, parameters = shlex.split(put)
    assert (kind, option) == ("DEFAULT_5XX", "--response-parameters")
    # The AWS CLI's shorthand takes the double quotes off and leaves the single ones.
    assert parameters == "gatewayresponse.header.Access-Control-Allow-Origin=\"'*'\""
    assert deploy.startswith("aws apigateway create-deployment ")
