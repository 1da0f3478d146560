"""Speaker notes: what to say at each step of the walkthrough, and how long it is planned to take.

Not what the step itself says: the audience reads that. The plan is about 20 minutes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerNote:
    seconds: int
    say: str


_EMPTY = SpeakerNote(seconds=0, say="")
_NOTES = {
    "open-api": SpeakerNote(
        seconds=60,
        say="Ask who runs an API that is older than a year, and who knows all of its callers. "
        "Then run the step and let the answer stand for a moment.",
    ),
    "call-first": SpeakerNote(
        seconds=30,
        say="Point at what is missing in the request. This is the state that a new API is in.",
    ),
    "user-pool": SpeakerNote(
        seconds=60,
        say="Compare it with a registry office: it knows people and issues papers, and it does "
        "not guard doors. Everything from here on is built live.",
    ),
    "app-client": SpeakerNote(
        seconds=55,
        say="Say that one pool may have many apps, each with its own rules. Ask the question "
        "about the secret and wait for two answers before you reveal it.",
    ),
    "rest-api": SpeakerNote(
        seconds=50,
        say="This is the slowest step to explain and the dullest: keep it short. Name API, method, "
        "function, and that a deployment makes them live.",
    ),
    "call-open": SpeakerNote(
        seconds=40,
        say="Let somebody predict the answer. The function greets nobody by name: it has no idea.",
    ),
    "authorizer": SpeakerNote(
        seconds=60,
        say="Here comes the guard. It is hired, but it stands at no door yet: that is what many "
        "people miss in the console.",
    ),
    "attach": SpeakerNote(
        seconds=55,
        say="Say it slowly: a method that names it, and a deployment. Forgetting the deployment "
        "is the mistake that everybody in the room will make once.",
    ),
    "call-refused": SpeakerNote(
        seconds=55,
        say="The same call, another answer: that is the whole idea of the session. Follow the "
        "drawn way with your finger up to where it turns.",
    ),
    "browsers": SpeakerNote(
        seconds=40,
        say="Whoever calls from a page in a browser meets this first. The browser asks before it "
        "calls, and it asks without a token.",
    ),
    "sign-in-function": SpeakerNote(
        seconds=50,
        say="Ask what this role should be allowed to do, then show how little it is.",
    ),
    "sign-in-route": SpeakerNote(
        seconds=35,
        say="One door has to stay open: the one at which tickets are sold.",
    ),
    "test-user": SpeakerNote(
        seconds=30,
        say="A user for us. Nobody needs to know the password, and nobody sees it.",
    ),
    "sign-in": SpeakerNote(
        seconds=45,
        say="Three tokens for one password. Do not explain them yet: the next step does.",
    ),
    "tokens": SpeakerNote(
        seconds=75,
        say="Take your time here. Signed does not mean secret: anybody on the way can read them. "
        "Ask which one the API wants, then reveal.",
    ),
    "call-without": SpeakerNote(
        seconds=30,
        say="Quick one: we are signed in, and the API does not care.",
    ),
    "call-id-token": SpeakerNote(
        seconds=60,
        say="The first yes since the guard is there. Walk along the checks and name each in one "
        "word: signature, issuer, expiry, use.",
    ),
    "call-access-token": SpeakerNote(
        seconds=60,
        say="This surprises most people, so let them guess. It is the right token for an API that "
        "lists scopes.",
    ),
    "sign-up": SpeakerNote(
        seconds=40,
        say="Until now an admin made the user. Most products let people come by themselves.",
    ),
    "forgot-password": SpeakerNote(
        seconds=30,
        say="Whoever holds the mailbox holds the account. Say that before somebody asks.",
    ),
    "change-password": SpeakerNote(
        seconds=25,
        say="Mention that tokens from before the change go on working: it comes back later.",
    ),
    "verify-email": SpeakerNote(
        seconds=20,
        say="One sentence is enough: an address counts only once its owner has proven it.",
    ),
    "authenticator-app": SpeakerNote(
        seconds=45,
        say="Who has done this at work? Then you know the six digits. Reveal the question: none of "
        "this went through the authorizer.",
    ),
    "admins-route": SpeakerNote(
        seconds=45,
        say="Separate the two questions out loud: who are you, and may you do this. The guard "
        "answers only the first.",
    ),
    "call-admins": SpeakerNote(
        seconds=55,
        say="401 and 403 look alike in a log. Who has spent an afternoon on the wrong one? Show "
        "where the way turns this time.",
    ),
    "revocation": SpeakerNote(
        seconds=60,
        say="The uncomfortable part: Cognito has signed the user out, and the old token still gets "
        "in. Ask what a shorter lifetime would cost. Offer the Revocation race afterwards.",
    ),
    "limits": SpeakerNote(
        seconds=45,
        say="A good token is no speed limit. Name the usage plan and go on.",
    ),
    "take-home": SpeakerNote(
        seconds=60,
        say="Read the five aloud, one breath each. Ask for the one that somebody will check "
        "tomorrow. Then questions.",
    ),
}


def note_of(step_id: str) -> SpeakerNote:
    """Return the note of a step, an empty one where there is none."""
    return _NOTES.get(step_id, _EMPTY)
