"""What verifiers of tokens tell in a function's log: a library refused, not API Gateway."""

from services.authorizer.evidence import documented, inferred, not_verified
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
_TOKENS = inferred("cognito: kinds of tokens")
VERIFIER_TOLD: tuple[Cause, ...] = (
    told(
        "verifier-says-expired",
        "A library in the code says that the token has expired",
        "The code verifies tokens itself, and its clock is past the token's exp claim.",
        "Refresh the tokens; check the clock of the machine that verifies.",
        _TOKENS,
        texts=("jwt expired", "tokenexpirederror", "jwtexpirederror", "signature has expired"),
        strength=LIKELY,
    ),
    told(
        "verifier-refuses-claim",
        "A library in the code refuses a claim: issuer, audience, client or use of the token",
        "The code verifies tokens itself and expects another value than the token has.",
        "Compare iss, aud or client_id, and token_use with what the verifier was made for: an "
        "access token has client_id and no aud.",
        _TOKENS,
        texts=(
            "token use not allowed",
            "audience not allowed",
            "issuer not allowed",
            "client id not allowed",
            "jwt audience invalid",
            "jwt issuer invalid",
            'unexpected "iss" claim',
            'unexpected "aud" claim',
            "invalidaudienceerror",
            "invalidissuererror",
        ),
        strength=LIKELY,
    ),
    told(
        "verifier-finds-no-key",
        "A library in the code finds no key for the token, or its signature does not fit",
        "The token's kid is not in the key set that the verifier loaded: another pool, another "
        "Region, or a changed token.",
        "Compare the token's iss with the pool whose JWKS is loaded.",
        _TOKENS,
        texts=(
            "unable to find a signing key",
            "kid not found",
            "jwk not found",
            "no matching jwk",
            "jwksnomatchingkey",
            "jsonwebtokenerror: invalid signature",
            "signature verification failed",
        ),
        strength=LIKELY,
    ),
    told(
        "verifier-reads-no-token",
        "A library in the code was given something that is no token",
        "It was empty, cut off, or still had Bearer before it.",
        "Log the length of what is passed, never the token; take Bearer away first.",
        _TOKENS,
        texts=(
            "jwt malformed",
            "jwt must be provided",
            "not enough segments",
            "invalid compact jws",
            "invalid token specified",
        ),
        strength=LIKELY,
    ),
    told(
        "http-api-unavailable",
        "What stands behind the HTTP API did not answer in time, or cannot be reached",
        "An HTTP API answers 503 Service Unavailable in place of the integration's own answer.",
        "Read the integration's log; check the VPC link and the timeout of 30 seconds.",
        not_verified(),
        texts=("service unavailable",),
        statuses=(503,),
        strength=LIKELY,
    ),
    told(
        "certificate-or-name",
        "The name's certificate does not fit, or the name leads elsewhere",
        "The connection was not made, so no authorizer was asked: a custom domain has the wrong "
        "certificate or record.",
        "Compare the custom domain's certificate and DNS record, or call the API's own address.",
        documented("re:Post: 403 of an API"),
        texts=(
            "err_cert_",
            "ssl certificate problem",
            "no alternative certificate subject name",
            "hostname/ip does not match certificate",
            "certificate verify failed",
        ),
        strength=LIKELY,
    ),
)
