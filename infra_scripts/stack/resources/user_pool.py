"""Amazon Cognito user pools: the directory whose tokens the authorizer accepts."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.view import StackView

# UpdateUserPool sets what it is not sent back to AWS's default
# (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html):
# what the lab does not own is sent back as it was found. DeletionProtection is part of that: when
# somebody switches it on against `down`, `up` does not switch it off.
_CARRIED = (
    "DeletionProtection",
    "DeviceConfiguration",
    "EmailConfiguration",
    "IssuerConfiguration",
    "KeyConfiguration",
    "LambdaConfig",
    "SmsAuthenticationMessage",
    "SmsConfiguration",
    "UserAttributeUpdateSettings",
    "UserPoolAddOns",
    "UserPoolTier",
    "VerificationMessageTemplate",
)
_MFA = "MfaConfiguration"
_LOCKED = "AWS cannot change it after a pool is created: run `down` and `up` for a new pool."


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPoolResource(RemovableResource):
    """A user pool; `settings` has CreateUserPool's parameters, `mfa` SetUserPoolMfaConfig's."""

    kind: ClassVar[str] = "user_pool"
    locked: ClassVar[dict[str, str]] = {
        "Schema": _LOCKED,
        "UsernameAttributes": _LOCKED,
        "AliasAttributes": _LOCKED,
        "UsernameConfiguration": _LOCKED,
    }
    pool_name: str
    settings: Fields
    schema: tuple[Fields, ...]
    is_case_sensitive: bool
    mfa: Fields

    def desired(self, view: StackView) -> Fields:
        return {
            "PoolName": self.pool_name,
            **self.settings,
            **self.mfa,
            "Schema": {item["Name"]: _facets(item) for item in self.schema},
            "UsernameAttributes": [],
            "AliasAttributes": [],
            "UsernameConfiguration": {"CaseSensitive": self.is_case_sensitive},
        }

    def find(self, view: StackView) -> Found | None:
        known = view.known_id(self.name)
        if known and (pool := _describe(view, known)):
            if not view.is_ours(self.name, pool.get("UserPoolTags")):
                raise NotOurs(known, f"The user pool {known} does not carry the stack's tags.")
            return self._found(view, pool)
        return self._adopted(view)

    def _adopted(self, view: StackView) -> Found | None:
        """Return the pool with our tags; the list has no tags, so the name narrows it down."""
        listed = view.read_pages("cognito-idp", "list_user_pools")
        pools = (_describe(view, it["Id"]) for it in listed if it["Name"] == self.pool_name)
        ours = (it for it in pools if it and view.is_ours(self.name, it.get("UserPoolTags")))
        pool = next(ours, None)
        return self._found(view, pool) if pool else None

    def _found(self, view: StackView, pool: dict[str, Any]) -> Found:
        mfa = view.read("cognito-idp", "get_user_pool_mfa_config", UserPoolId=pool["Id"]) or {}
        attributes = {item["Name"]: item for item in pool.get("SchemaAttributes", ())}
        named = [item["Name"] for item in self.schema]
        # Custom attributes can be added but never removed: one that somebody added may stay.
        fields = {
            "PoolName": pool["Name"],
            **{key: _like(wanted, pool.get(key)) for key, wanted in self.settings.items()},
            **{key: mfa.get(key) for key in self.mfa},
            "Schema": {name: _facets(attributes.get(name, {})) for name in named},
            "UsernameAttributes": sorted(pool.get("UsernameAttributes") or []),
            "AliasAttributes": sorted(pool.get("AliasAttributes") or []),
            "UsernameConfiguration": {
                "CaseSensitive": (pool.get("UsernameConfiguration") or {}).get(
                    "CaseSensitive", True
                )
            },
        }
        carried = {key: pool[key] for key in _CARRIED if pool.get(key)}
        tags = pool.get("UserPoolTags") or {}
        return Found(
            id=pool["Id"],
            arn=_arn(view, pool),
            fields=fields,
            carried={**carried, "UserPoolTags": tags},
        )

    def create(self, view: StackView) -> Found:
        pool = view.write(
            "cognito-idp",
            "create_user_pool",
            PoolName=self.pool_name,
            UserPoolTags=view.tags(self.name),
            DeletionProtection="INACTIVE",  # the lab is made to be removed again
            Schema=list(self.schema),
            UsernameConfiguration={"CaseSensitive": self.is_case_sensitive},
            **self.settings,
        )["UserPool"]
        self._set_mfa(view, pool["Id"])
        return Found(id=pool["Id"], arn=_arn(view, pool))

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        if changed - self.mfa.keys():
            is_on = found.fields.get(_MFA) not in (None, "OFF")
            view.write(
                "cognito-idp",
                "update_user_pool",
                UserPoolId=found.id,
                PoolName=self.pool_name,
                **self.settings,
                **found.carried,
                **({_MFA: found.fields[_MFA]} if is_on else {}),
            )
        self._set_mfa(view, found.id)
        return found

    def _set_mfa(self, view: StackView, pool_id: str) -> None:
        view.write("cognito-idp", "set_user_pool_mfa_config", UserPoolId=pool_id, **self.mfa)

    def delete(self, view: StackView, found: Found) -> None:
        view.write("cognito-idp", "delete_user_pool", UserPoolId=found.id)


def _describe(view: StackView, pool_id: str) -> dict[str, Any] | None:
    answer = view.read("cognito-idp", "describe_user_pool", UserPoolId=pool_id)
    return answer["UserPool"] if answer else None


def _arn(view: StackView, pool: dict[str, Any]) -> str:
    prefix = f"arn:{view.partition}:cognito-idp:{view.region}:{view.account}"
    return str(pool.get("Arn") or f"{prefix}:userpool/{pool['Id']}")


def _facets(attribute: Fields) -> Fields:
    return {key: attribute.get(key) for key in ("AttributeDataType", "Mutable", "Required")}


def _like(wanted: Any, actual: Any) -> Any:
    """Return `actual` reduced to the keys of `wanted`: AWS answers with defaults of its own too."""
    if isinstance(wanted, dict) and isinstance(actual, dict):
        return {key: _like(value, actual.get(key)) for key, value in wanted.items()}
    return actual
