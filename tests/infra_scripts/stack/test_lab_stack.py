"""The stack as data: the contract's routes, and every reference to something that comes before."""

import pytest

from infra_scripts.stack.lab_stack import lab_stack
from infra_scripts.stack.resources.method import MethodResource
from infra_scripts.stack.resources.model import RemovableResource
from services.api.routes import MY_API_ROUTES, ROUTES

CONTRACT = {
    "POST /user-sign-in": ("", ()),
    "POST /user-sign-in/challenge": ("", ()),
    "POST /user-sign-in/refresh": ("", ()),
    "GET /open": ("", ()),
    "GET /my-api": ("authorizer", ()),
    "GET /my-api/scoped": ("authorizer", ("authorizer-lab/read", "aws.cognito.signin.user.admin")),
    "GET /my-api/one-client": ("one_client_authorizer", ()),
    "GET /my-api/admins": ("authorizer", ()),
}


def test_the_routes_are_those_of_the_contract() -> None:
    routes = {
        f"{route.http_method} {route.path}": (route.authorizer, route.scopes) for route in ROUTES
    }
    assert routes == CONTRACT


def test_every_route_has_a_method_a_preflight_and_a_permission() -> None:
    names = {resource.name for resource in lab_stack("lab")}
    for slug, path in (
        ("post_user_sign_in", "user_sign_in"),
        ("post_user_sign_in_challenge", "user_sign_in_challenge"),
        ("post_user_sign_in_refresh", "user_sign_in_refresh"),
        ("get_open", "open"),
        ("get_my_api", "my_api"),
        ("get_my_api_scoped", "my_api_scoped"),
        ("get_my_api_one_client", "my_api_one_client"),
        ("get_my_api_admins", "my_api_admins"),
    ):
        assert {f"method_{slug}", f"permission_{slug}", f"options_{path}"} <= names


def test_a_parent_comes_before_its_children() -> None:
    seen = set()
    for resource in lab_stack("lab"):
        assert resource.name not in seen
        assert resource.parent_name() in seen | {""}
        seen.add(resource.name)


def test_what_has_no_parent_is_removed_by_itself() -> None:
    for resource in lab_stack("lab"):
        assert resource.parent_name() or isinstance(resource, RemovableResource), resource.name


@pytest.mark.parametrize("stack", ["ab", "a" * 40], ids=["the shortest name", "the longest name"])
def test_names_fit_into_what_aws_allows(stack: str) -> None:
    for resource in lab_stack(stack):
        for field in ("role_name", "function_name"):
            assert len(getattr(resource, field, "")) <= 64


def test_every_route_that_the_pages_offer_is_provisioned_as_they_say() -> None:
    provisioned = {
        (it.http_method, it.path): (bool(it.authorizer), it.scopes)
        for it in lab_stack("lab")
        if isinstance(it, MethodResource)
    }
    offered = {(it.http_method, it.path): (it.is_protected, it.scopes) for it in MY_API_ROUTES}
    assert offered == {key: value for key, value in provisioned.items() if key[0] == "GET"}
