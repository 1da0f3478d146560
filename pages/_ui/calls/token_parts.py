"""Which parts of a JWT each check of the authorizer reads; pure."""

HEADER, PAYLOAD, SIGNATURE = "header", "payload", "signature"
_READ = {
    "parts": (HEADER, PAYLOAD, SIGNATURE),
    "algorithm": (HEADER,),
    "audience": (PAYLOAD,),
    "issuer": (PAYLOAD,),
    "key": (HEADER,),
    "signature": (HEADER, SIGNATURE),  # the header names the algorithm
    "claims": (PAYLOAD,),
    "expiry": (PAYLOAD,),
    "issued": (PAYLOAD,),
    "token_use": (PAYLOAD,),
    "scope": (PAYLOAD,),
}


def parts_read(check_id: str) -> tuple[str, ...]:
    """Return the names of the parts in their order, none for a check that reads no token."""
    return _READ.get(check_id, ())
