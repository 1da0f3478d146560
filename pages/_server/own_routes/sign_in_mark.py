"""The mark in a browser that somebody is signed in: it outlives the server, the tokens do not.

It names the server's process and nothing else, so a page can say that another one held the sign-in.
"""

from starlette.responses import Response

from pages._server.session_cookies import cookie_name
from pages._server.session_store import SessionStore, SessionWord

_NOT_SIGNED_IN = frozenset(SessionWord)


def mark_name(host: str) -> str:
    return cookie_name(host).replace("session", "signed_in")


def mark_headers(store: SessionStore, host: str, word: str, mark: str) -> list[tuple[bytes, bytes]]:
    """Return the header that puts a browser's mark right, none where it is right.

    `word` is what the store says of the browser's cookie. The mark of another process stays until
    somebody signs in: what was lost has not been told everywhere.
    """
    own, answer = store.cookies.process, Response()
    if word not in _NOT_SIGNED_IN and mark != own:
        answer.set_cookie(mark_name(host), own, httponly=True, samesite="strict")
    elif word == SessionWord.NOBODY and mark == own:
        answer.delete_cookie(mark_name(host), httponly=True, samesite="strict")
    return [each for each in answer.raw_headers if each[0] == b"set-cookie"]
