"""A deleted REST API takes its request validators along, as on AWS.

The engine forgets everything of the API but these, and saves them for good.
https://docs.aws.amazon.com/apigateway/latest/api/API_RequestValidator.html has them as part of one
RestApi.
"""

from types import ModuleType

from infra_scripts.local_engine.parity.wrap import Function, Response, wrap


def repair_deleted_apis() -> None:
    from ministack.services import apigateway_v1

    wrap(apigateway_v1, "_delete_rest_api", lambda f: _forgetting_validators(apigateway_v1, f))


def _forgetting_validators(gateway: ModuleType, original: Function) -> Function:
    def delete(api_id: str) -> Response:
        answer: Response = original(api_id)
        gateway._request_validators.pop(api_id, None)
        return answer

    return delete
