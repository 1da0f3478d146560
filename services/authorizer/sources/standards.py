"""Standards that AWS's tokens follow, for what AWS itself does not say."""

from services.authorizer.sources.source import Source, below

STANDARDS: dict[str, Source] = below(
    "https://www.rfc-editor.org/rfc/",
    {"rfc: JSON Web Token": ("rfc7519", "The claims of a signed token and their types")},
)
