"""The inbox reads the engine's mails, and says plainly when it cannot."""

import pytest

from services.errors import ApiUnreachable
from services.self_service.inbox import read_inbox
from services.traffic.exchange import Exchange

MAIL = (
    '{"To": ["zoe@example.com"], "Subject": "Your code", "BodyText": "It is %s.", "BodyHtml": "", '
    '"Timestamp": %s}'
)


class Answers:
    """Answers every request with one status and body."""

    def __init__(self, status: int | None, body: str) -> None:
        self.status, self.body = status, body
        self.asked: list[str] = []

    def send(self, method: str, url: str, *, label: str) -> Exchange:
        self.asked.append(f"{method} {url}")
        return Exchange(
            id="1",
            label=label,
            started_at=0,
            duration_ms=1,
            method=method,
            url=url,
            request_headers=(),
            status=self.status,
            response_body=self.body,
        )


def test_the_newest_mail_comes_first_with_its_code() -> None:
    boxes = f'{{"messages": {{"1": [{MAIL % ("111111", 5)}, {MAIL % ("222222", 9.5)}]}}}}'
    engine = Answers(200, boxes)
    mails = read_inbox(engine, "http://127.0.0.1:1")  # type: ignore[arg-type]
    assert engine.asked == ["GET http://127.0.0.1:1/_ministack/ses/messages"]
    assert [(mail.code, mail.sent_at) for mail in mails] == [("222222", 9.5), ("111111", 5)]
    assert mails[0].to == "zoe@example.com"
    assert "222222" not in repr(mails[0])


def test_a_mail_without_six_digits_has_no_code() -> None:
    engine = Answers(200, f'{{"messages": {{"1": [{MAIL % ("1234567", 5)}]}}}}')
    assert read_inbox(engine, "")[0].code == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "body"),
    [(None, ""), (403, "{}"), (200, "no JSON"), (200, "[]"), (200, '{"messages": {"1": [{}]}}')],
)
def test_anything_else_is_one_clear_error(status: int | None, body: str) -> None:
    with pytest.raises(ApiUnreachable, match="mails"):
        read_inbox(Answers(status, body), "")  # type: ignore[arg-type]
