"""How people word that something failed: patterns of lower-case text, for who reads sentences."""

FAILS = (
    r"(?:fail\w*|(?:not|n't|never) (?:work|accept|let|allow|authori[sz]e|pass)\w*|unauthori[sz]ed"
    r"|unauthenticated|forbidden|denie[sd]|reject\w*|refuse[sd]|block\w*|errors?\b|40[13]\b"
    r"|stop(?:s|ped)\b|can ?not|can't|could ?n[o']t|unable|invalid)"
)
_USERS_NAME = r"(?:user[ -]?\w{0,9}|e-?mail(?: address)?|login|phone(?: number)?)"
BAD = r"(?:incorrect|wrong|invalid|bad|false)"
WRONG_PASSWORD = (
    rf"\b{BAD} {_USERS_NAME} ?(?:and ?/ ?or|or|and|/|&) ?pass ?words?\b"
    rf"|\b{_USERS_NAME} ?(?:and ?/ ?or|or|and|/|&) ?pass ?words?[\"'`]? (?:is|are|was|were)"
    rf" (?:always )?(?:{BAD}|not correct|rejected)|\b{BAD} pass ?word\b"
)
REFRESH_REFUSED = (
    rf"\brefresh(?:ing)?\b[^.\n]{{0,80}}\b(?:{FAILS}|expire[sd]?|revoked|no longer)"
    rf"|\b(?:{BAD}|expired|revoked|refused) (?:\w+ )?refresh[ _-]?token"
    r"|\b(?:can ?not|can't|unable to|fail\w* to) (?:\w+ )?refresh\b"
)
