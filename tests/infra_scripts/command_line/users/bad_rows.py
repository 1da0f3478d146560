"""A file of users of whom fifty are bad, in ten ways, for imports at scale."""

import csv
import io

SECRET = "Correct-Horse-9"
HEADER = ("username", "email", "phone_number", "groups", "enabled", "password")
BAD_ROWS = 50
THERE = tuple(f"there-{number}" for number in range(5))
# what is wrong -> the cells of a bad row; {name} is its own username
_BAD = {
    "no address": ("{name}", "no-address", "", "", "", SECRET),
    "no phone number": ("{name}", "", "0049 170 123", "", "", SECRET),
    "shortened": ("{name}", "", "4.91702E+11", "", "", SECRET),
    "a weak password": ("{name}", "", "", "", "", "short"),
    "no password": ("{name}", "", "", "", "", ""),
    "twice": ("u00001", "", "", "", "", SECRET),
    "there already": ("there-{turn}", "", "", "", "", SECRET),
    "no such group": ("{name}", "", "", "no-such-group", "", SECRET),
    "neither true nor false": ("{name}", "", "", "", "perhaps", SECRET),
    "a cell too many": ("{name}", "", "", "", "", SECRET, "more"),
}


def file_of(count: int) -> tuple[str, dict[int, str]]:
    """Return the text of a file with `count` rows, and what is wrong with it by line."""
    text, wrong = io.StringIO(newline=""), dict[int, str]()
    table = csv.writer(text)
    table.writerow(HEADER)
    for number in range(1, count + 1):
        name, (turn, rest) = f"u{number:05}", divmod(number, count // BAD_ROWS)
        if rest:
            table.writerow((name, f"{name}@example.com", "", "", "", SECRET))
        else:
            wrong[number + 1] = list(_BAD)[turn % len(_BAD)]
            cells = _BAD[wrong[number + 1]]
            table.writerow(it.format(name=name, turn=turn // len(_BAD)) for it in cells)
    return text.getvalue(), wrong
