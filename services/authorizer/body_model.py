"""Comparing a body with a method's model, a JSON Schema of draft 4; looks nothing up elsewhere."""

import re
from collections.abc import Mapping
from typing import Any


class IncomparableModel(Exception):
    """Raised for a model that refers to other models, or that is not a JSON Schema of draft 4."""


def find_misfit(schema: Mapping[str, Any], document: object) -> str | None:
    """Return the path of what does not fit, None when all does; raises IncomparableModel.

    The registry is given empty, because by default a $ref is looked up in the network.
    """
    import jsonschema
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    try:
        jsonschema.Draft4Validator.check_schema(schema)
        jsonschema.Draft4Validator(dict(schema), registry=Registry()).validate(document)
    except jsonschema.ValidationError as error:
        return "/".join(map(str, error.absolute_path)) or "the body"
    except (jsonschema.SchemaError, Unresolvable, re.error, RecursionError) as error:
        raise IncomparableModel from error
    return None
