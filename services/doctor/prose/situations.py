"""Situations: what people tell in their own words, and the causes that usually stand behind it.

A row is about a kind of story, never about one report: what works and what fails, and where.
"""

import re
from dataclasses import dataclass

from services.doctor.readers.sentences.wordings import BAD, FAILS, WRONG_PASSWORD

_WORKS = (
    r"(?:works?\b|worked|working|succe\w+|fine\b|passes|200\b|lets? me|able to|can (?:access|call))"
)
_OUTSIDE = r"(?:postman|curl|insomnia|httpie|swagger|rest client|thunder client)"
_WORKS_OUTSIDE = (
    rf"\b{_OUTSIDE}\b[^.\n]{{0,80}}(?<!not )(?<!n't )\b{_WORKS}"
    rf"|(?<!not )(?<!n't )\b{_WORKS}[^.\n]{{0,80}}\b{_OUTSIDE}\b"
)
_IN_A_PAGE = (
    r"\b(?:browsers?|chrome|firefox|safari|edge|fetch\(\)|axios|front-?end|react|angular|vue"
    r"|web ?(?:page|app|site)|javascript)\b"
)
_CORS = (
    r"\bcors\b[\"'`]? ?(?:policy |preflight |related )?(?:errors?|issues?|problems?|block\w*"
    r"|fail\w*)|(?:block\w*|refused|rejected|stopped) by (?:the )?[\"'`]?cors\b"
    r"|\bcors\b[^.\n]{0,20}\bnot work"
)
_EMULATOR = (
    r"\b(?:localstack|serverless[ -]offline|sam local|sam cli|(?:local )?start-api|moto|ministack"
    r"|cognito-local|emulators?|chalice local)\b"
)
_PROOF = r"\b(?:tokens?|auth\w*|credentials?|log(?:ging)?[ -]?in|sign(?:ing)?[ -]?in|headers?)\b"
_OPEN = (
    r"\b(?:can|could|able to|still)\b[^.\n]{0,60}\b(?:access|call|invoke|reach|hit|use|get|quer)\w*"
    rf"\b[^.\n]{{0,60}}\bwithout\b[^.\n]{{0,30}}{_PROOF}"
    r"|\bauthori[sz]er\b[^.\n]{0,40}\b(?:ignored|bypassed|skipped|not (?:enforced|applied))\b"
    r"|\b(?:endpoints?|apis?|routes?|methods?)\b[^.\n]{0,40}\b(?:not (?:be )?|un)"
    r"(?:protected|secured)"
    r"|\b(?:is|are) (?:not|never) (?:enforced|verified|checked|validated)\b"
)
_STILL_LET_IN = (
    r"\bstill (?:allow|let|accept|succeed|pass|work|valid|return\w* 200|able|can|get\w* 200)\w*"
    r"|\bnot failing\b|\b(?:is|are|remain\w*) still (?:valid|accepted|good)\b"
)
_SIGNED_OUT = (
    r"\b(?:sign(?:ed|ing|s)?[ -]?(?:the user |them )?out|log(?:ged|ging|s)?[ -]?(?:the user )?out"
    r"|global ?sign ?out|disabl\w+|delet\w+|revok\w+)\b"
)
_CONSOLE_TEST = (
    r"\b(?:test (?:tool|button|mode|window|feature|utility)|console(?:'s)? test"
    r"|(?:authori[sz]er|gateway)(?:'s)? test|test\w* (?:it |the authori[sz]er |my token )?"
    r"(?:in|from|on|through|via|with) the (?:\w+ ){0,3}console)\b"
)
_LAPSE = (
    r"\b(?:(?:worked|working|was fine) (?:yesterday|before|until|for (?:an?|the|some|a few|\d+)\b)"
    r"|(?:since|until) (?:yesterday|this morning|today)|next (?:day|morning)|overnight|used to work"
    r"|(?:after|about|within|every) (?:an?|one|1|some|a few|few|about|60|\d+)[\w' ]{0,12}"
    r"\b(?:hours?|minutes?|mins?|while|days?)\b)"
)
_OUTLIVED = (
    r"\b(?:tokens?|session)\b[^.\n]{0,30}\b(?:is|are|was|were|be|has|have|gets?|already|being)?"
    r" ?expire[sd]?\b|\btokens? (?:are|is) only (?:good|valid) for\b|\bexpired tokens?\b"
)
_THROWN_OUT = (
    r"\b(?:40[13]|unauthori[sz]ed|logged out|logout|(?:sign|log) ?in again|invalid"
    r"|(?:sign|log) back in)\b"
)
_ACCESS, _ID = r"\baccess[ _-]?tokens?\b", r"\bid[ _-]?tokens?\b"
_MESSAGE = (
    r"\b(?:(?<!status )(?<!error )(?<!http )(?<!response )(?<!authorization )codes?|e-?mails?"
    r"|sms|texts?|otps?|pins?"
    r"|(?:verification|confirmation) links?|text messages?|invitations?)\b"
)
_NOT_COMING = (
    r"(?:\b(?:not|never|no longer)|n't) (?:\w+ ){0,2}(?:receiv\w*|arriv\w*|deliver\w*|sent|sending"
    r"|send|getting|get|got|come|coming|reach\w*)\b|\bnever (?:arrive|come|reach|show)\w*"
)
_NO_MESSAGE = (
    rf"\bno (?:\w+ ){{0,2}}{_MESSAGE}[^.\n]{{0,30}}"
    r"\b(?:sent|receiv\w+|arriv\w+|deliver\w+|comes?|came|goes|went)\b"
)
_GROUPS_CHANGED = (
    r"\b(?:add(?:ed|ing)?|remov(?:ed|ing)|mov(?:ed|ing)|put|assign(?:ed|ing)?"
    r"|chang(?:ed?|ing)|updat(?:ed?|ing)|new)\b[^.\n]{0,60}\bgroups?\b"
)
_NOT_SEEN = r"\b(?:still|missing|old|not|n't|no effect|without|until)\b|n't\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A kind of story: each of `tells` stands in it, none of `unless`; `causes` the best first."""

    tells: tuple[re.Pattern[str], ...]
    causes: tuple[str, ...]
    because: str
    unless: re.Pattern[str] | None = None

    def is_told_by(self, text: str) -> bool:
        is_other = self.unless is not None and self.unless.search(text) is not None
        return not is_other and all(each.search(text) for each in self.tells)


def _situation(*tells: str, causes: tuple[str, ...], because: str, unless: str = "") -> Situation:
    return Situation(
        tells=tuple(re.compile(each) for each in tells),
        causes=causes,
        because=because,
        unless=re.compile(unless) if unless else None,
    )


def _near(one: str, other: str) -> str:
    """Return the pattern of two things told in one sentence, in either order."""
    return rf"(?:{one})[^.\n]{{0,90}}?(?:{other})|(?:{other})[^.\n]{{0,90}}?(?:{one})"


_FROM_OUTSIDE = (
    "The same call is told to work outside the browser. What only a browser does may fail then: it "
    "asks with OPTIONS and without a token first, and hides what lacks CORS."
)
# In this order: the first one that is told counts.
SITUATIONS: tuple[Situation, ...] = (
    _situation(
        _CORS,
        _WORKS_OUTSIDE,
        causes=("preflight-refused", "cors-hides-the-answer"),
        because=_FROM_OUTSIDE,
    ),
    _situation(
        _near(_IN_A_PAGE, FAILS) + r"|only\b[^.\n]{0,80}" + _IN_A_PAGE,
        _WORKS_OUTSIDE,
        causes=("preflight-refused", "cors-hides-the-answer"),
        because=_FROM_OUTSIDE,
    ),
    _situation(
        _CORS,
        causes=("cors-hides-the-answer", "preflight-refused"),
        because="The browser speaks of CORS and hides the answer: most often it is a refusal that "
        "carries no Access-Control-Allow-Origin, or the preflight itself is refused.",
    ),
    _situation(
        rf"{_OPEN}|{_STILL_LET_IN}",
        _EMULATOR,
        causes=("tools-differ",),
        because="An emulator let it in: several of them do not check what a deployed API checks.",
    ),
    _situation(
        _STILL_LET_IN,
        _SIGNED_OUT,
        r"\b(?:tokens?|session)\b",
        causes=("token-outlives-the-sign-out", "sign-out-revokes-nothing"),
        because="A token that was issued before lets its holder in until its exp: the authorizer "
        "does not ask Cognito.",
    ),
    _situation(
        _OPEN,
        causes=("open-method", "not-deployed"),
        because="A call without a token gets through, so nothing at that method asks for one, or "
        "the stage serves an older deployment.",
    ),
    _situation(
        _near(_CONSOLE_TEST, _WORKS),
        FAILS,
        causes=("tools-differ", "not-deployed"),
        because="The console's test asks the authorizer as it is saved, with an ID token and no "
        "stage; the call goes to what is deployed, with whatever the other tool sends.",
        unless=r"\bwhere (?:is|are|do i|can i)\b|\b(?:can ?not|can't|could ?n[o']t) find\b",
    ),
    _situation(
        _near(rf"{_EMULATOR}|\blocally\b", _WORKS),
        r"\b(?:deploy\w*|in the cloud|on aws|to aws|production)\b",
        r"\b(?:40[13]|unauthori[sz]ed|forbidden|denied|cors)\b",
        causes=("tools-differ",),
        because="It works with a local tool only, and those do not decide as the deployed API.",
    ),
    _situation(
        r"\b(?:no|missing|empty|without)\b[^.\n]{0,15}\bauthori[sz]er\b"
        r"|\bauthori[sz]er\b[^.\n]{0,30}\b(?:undefined|null|missing|empty"
        r"|not (?:there|set|present))\b",
        r"\b(?:requestcontext|claims|event)\b",
        causes=("no-claims-in-event", "open-method"),
        because="The function sees no authorizer in its event: this call came without one, or with "
        "another kind than the code expects.",
    ),
    _situation(
        r"\bauthorization\b['\"`]? ?[:=,] ?[^\n]{0,40}"
        r"(?:session_?token|access_?key|refresh_?token)",
        FAILS,
        causes=("not-a-token",),
        because="The code puts something else into Authorization than an ID or access token.",
    ),
    _situation(
        _near(_ID, _WORKS),
        _near(_ACCESS, FAILS),
        causes=("access-token-without-scopes",),
        because="The ID token is taken and the access token is not: so the method lists no scope.",
    ),
    _situation(
        _near(_ACCESS, _WORKS),
        _near(_ID, FAILS),
        causes=("id-token-with-scopes",),
        because="The access token is taken and the ID token is not: so the method lists scopes.",
    ),
    _situation(
        _GROUPS_CHANGED,
        _NOT_SEEN,
        r"\b(?:tokens?|claims?|session|re-?log\w*|old groups?"
        r"|(?:sign|log)[ -]?(?:out|in|back in))\b",
        causes=("token-older-than-the-change",),
        because="Cognito writes the groups into a token when it issues it, and never later.",
    ),
    _situation(
        r"\bgroups?\b[^.\n]{0,60}\b(?:string|text)\b[^.\n]{0,40}\b(?:instead of|not) (?:an? )?"
        r"(?:list|array)",
        causes=("claims-as-text",),
        because="API Gateway hands every claim over as text, a list, too.",
    ),
    _situation(
        _near(
            r"\b(?:changed|updated|added|removed|enabled|disabled|attached|set)\b",
            r"\b(?:authori[sz]er|methods?|scopes?|gateway responses?|integration|cors)\b",
        ),
        r"\b(?:nothing (?:has )?(?:changes|changed|happens|happened)|no effect"
        r"|makes no difference)\b",
        causes=("not-deployed",),
        because="A change of a REST API is live only after the next deployment to its stage.",
    ),
    _situation(
        r"\b(?:mfa|totp|two[ -]factor|2fa|software token)\b",
        _near(r"\b(?:enabl\w+|turn\w* on|activat\w+|requir\w+)\b", r"\b(?:mfa|totp|2fa|factor)\b"),
        _near(r"\b(?:log|sign)[\w_]{0,12} ?-?in\w*\b", FAILS),
        causes=("other-challenge",),
        because="With a second factor Cognito answers the password with a challenge, not with "
        "tokens: a program that expects tokens takes that for a failure.",
        unless=r"\b(?:invalid|wrong|incorrect) (?:\w+ ){0,2}code\b|mismatch",
    ),
    _situation(
        r"\b(?:invalid|wrong|incorrect) (?:verification |confirmation |mfa |otp |sms |totp )?"
        r"code\b(?! (?:grant|verifier|challenge))",
        r"\b(?:mfa|otp|totp|sms|e-?mail|verif\w+|confirm\w*|sign ?up|authenticator)\b",
        causes=("code-mismatch", "code-expired"),
        because="The code is called wrong: a code fits only the request and session it was sent "
        "for, and each new request makes the one before worthless.",
    ),
    _situation(
        rf"{_near(_MESSAGE, _NOT_COMING)}|{_NO_MESSAGE}",
        r"\b(?:verif\w+|(?:un)?confirm\w*|codes?|otps?|mfa|sign(?:ing)?[ -]?up|register\w*"
        r"|forg[eo]t\w*|reset\w*|invit\w+)\b",
        causes=("code-does-not-arrive", "email-not-verified"),
        because="A message with a code does not arrive: Cognito tells where it sends to, and not "
        "whether that came.",
        unless=r"\b(?:claims?|scopes?|id[ _-]?tokens?|access[ _-]?tokens?|authori[sz]er)\b",
    ),
    _situation(
        r"\b(?:user|account) (?:doesn't|does not|did not) exist\b|\b(?:user|account) not found\b"
        r"|\bno such user\b|\bunknown user(?:name)?\b",
        causes=("user-not-found", "user-enumeration"),
        because="The user is called unknown: a call names a user in one pool only, by username or "
        "by a verified alias.",
    ),
    _situation(
        r"\b(?:limitexceeded\w*|attempts? limits?|too many (?:\w+ )?(?:attempts?|tries|codes?))\b",
        r"\b(?:pass ?words?|codes?|pins?|log ?in|sign[ -]?in)\b",
        causes=("attempts-used-up", "locked-out"),
        because="Somebody asked or tried too often: Cognito takes no more for a while.",
    ),
    _situation(
        rf"{WRONG_PASSWORD}|\b{BAD} credentials\b[^.\n]{{0,40}}(?:$|sign|log)|"
        rf"\b(?:sign|log)[- ]?(?:ed )?in\b[^.\n]{{0,80}}\b{BAD} credentials\b",
        causes=("wrong-password",),
        because="The password or the name is called wrong; Cognito has one text for a wrong "
        "password, an unknown user and a disabled one.",
        unless=r"\baws credentials\b|\bsecret\b",
    ),
    _situation(
        rf"{_LAPSE}|{_OUTLIVED}",
        _THROWN_OUT,
        causes=("expired", "not-deployed"),
        because="It worked for a time and is refused now: ID and access tokens live an hour unless "
        "the app client says otherwise, and nothing renews them by itself.",
        unless=r"\brefresh[ _-]?tokens? (?:has|have|is|are|was)? ?(?:been )?"
        r"(?:expired|invalid|revoked)",
    ),
)
