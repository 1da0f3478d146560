"""How AWS cuts a list into pages, as botocore's paginators know it; makes no call by itself."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.exceptions import OperationNotPageableError
from botocore.loaders import Loader
from botocore.paginate import Paginator

if TYPE_CHECKING:
    from botocore.client import BaseClient

# API Gateway's model states no maximum; its reference does
# (https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html).
_LARGEST_UNSTATED_PAGE = 500


def items_of_all_pages(
    client: "BaseClient",
    operation: str,
    call: Callable[..., dict[str, Any]],
    parameters: Mapping[str, Any],
) -> Iterator[Any]:
    """Yield every item of a list operation; `call` is asked for each page, the largest there are.

    The paginator is built here and not by `client.get_paginator`: its pages would not go through
    `call`, so nobody could observe them. Raises OperationNotPageableError for an operation without
    pages, and PaginationError when AWS gives the same page token twice.
    """
    name = client.meta.method_to_api_mapping[operation]
    service = client.meta.service_model
    rules = _rules(f"{service.service_name}/{service.api_version}/paginators-1").get(name)
    if rules is None:
        raise OperationNotPageableError(operation_name=operation)
    model: Any = service.operation_model(name)
    paginator: Any = Paginator(call, rules, model)  # type: ignore[arg-type]  # stubs: str
    size = _largest_page(model, rules.get("limit_key", ""))
    for page in paginator.paginate(**parameters, PaginationConfig={"PageSize": size}):
        for key in paginator.result_keys:
            yield from key.search(page) or ()


def _largest_page(model: Any, limit: str) -> int | None:
    """Return the most items that the parameter `limit` may ask for; None where there is none."""
    if not limit:
        return None
    return int(model.input_shape.members[limit].metadata.get("max", _LARGEST_UNSTATED_PAGE))


@cache
def _rules(path: str) -> Mapping[str, Any]:
    """Return a service's paginators by the operation's name, as botocore ships them."""
    rules: Mapping[str, Any] = Loader().load_data(path)["pagination"]
    return rules
