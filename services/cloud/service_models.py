"""Botocore's models of AWS's services, each read once; makes no call."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.model import OperationModel


@cache
def model_loader() -> Any:
    """Return the one loader of this process: it keeps each model that it has read."""
    from botocore.loaders import create_loader

    return create_loader()


def operation_model(service: str, operation: str) -> "OperationModel":
    """Return the model of an operation that is named in botocore's snake_case.

    Raises KeyError for an operation that the service does not have.
    """
    model, names = _service(service)
    found: OperationModel = model.operation_model(names[operation])
    return found


@cache
def _service(service: str) -> tuple[Any, dict[str, str]]:
    from botocore import xform_name
    from botocore.model import ServiceModel

    model = ServiceModel(model_loader().load_service_model(service, "service-2"), service)
    return model, {xform_name(name): name for name in model.operation_names}
