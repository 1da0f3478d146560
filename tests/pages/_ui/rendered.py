"""What a page sent to the browser, as one text to search."""

import html
import re

from streamlit.testing.v1 import AppTest

_CELL = re.compile(r'<td data-head="([^"]*)">([^<]*)</td>')


def rendered(app: AppTest) -> str:
    """Return everything every element of the page was sent with."""
    return "\n".join(str(getattr(node, "proto", "")) for node in app._tree)


def told(app: AppTest) -> str:
    """Return what a reader sees in text: markdown, captions and message boxes."""
    boxes = (app.error, app.warning, app.info, app.success)
    kinds = (app.markdown, app.caption, *boxes, app.subheader, app.header)
    return "\n".join(element.value for kind in kinds for element in kind).replace("\\", "")


def rows_to_read(app: AppTest) -> list[dict[str, str]]:
    """Return the cells of the first table of rows, by their heads."""
    bodies = (block.proto.body for block in app.get("html"))
    table = next((body for body in bodies if 'class="lab-rows"' in body), "")
    return [
        {head: html.unescape(cell) for head, cell in _CELL.findall(row)}
        for row in table.split("<tr>")[2:]
    ]


def told_in_html(app: AppTest) -> str:
    """Return the text of every block of HTML but the stylesheet, tags taken out."""
    bodies = [block.proto.body for block in app.get("html")]
    blocks = " ".join(body for body in bodies if not body.startswith("<style>"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", blocks)).split())
