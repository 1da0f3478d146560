"""The page Import and export in Chromium: a file up, a job, passwords once, a file down again."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from services.users.directory import UserStatus
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_accessibility import violations
from tests.browser.test_broken_stack import lab_of

OpenPage = Callable[..., LabPage]
GOOD = tuple(f"mass-{number:02}" for number in range(12))
BAD = {
    "no-address": "email takes an address such as name@example.com.",
    "maybe": "It is true or false.",
    "mass-03": "Line 5 has the same user.",
}


def choose_file(page: LabPage, text: str) -> None:
    field = page.page.get_by_test_id("stFileUploaderDropzoneInput")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.act(lambda: field.set_input_files(file))
    page.page.get_by_text("people.csv").first.wait_for()


def pick(page: LabPage, key: str, name: str) -> None:
    page.act(page.keyed(f"admin_files_{key}").get_by_text(name, exact=True).click)


def downloaded(page: LabPage, press: Callable[[], object]) -> str:
    with page.page.expect_download() as told:
        press()
    return Path(told.value.path()).read_text(encoding="utf-8-sig")


def with_bad_rows(header: str) -> str:
    """Return a file with the template's columns: twelve good rows, and three bad ones."""
    text = io.StringIO()
    table = csv.DictWriter(text, header.split(","), restval="")
    table.writeheader()
    table.writerows({"username": it, "email": f"{it}@example.com", "groups": "crew"} for it in GOOD)
    table.writerow({"username": "ghost", "email": "no-address"})
    table.writerow({"username": "ghoul", "enabled": "maybe"})
    table.writerow({"username": "mass-03"})
    return text.getvalue()


@pytest.fixture
def no_crew(ready_lab: LabServer) -> LabServer:
    """The lab, which afterwards has neither these users nor their group."""
    yield ready_lab
    lab = lab_of(ready_lab)
    for user in lab.directory.list_page().users:
        if user.username in GOOD:
            lab.directory.delete(user.username)
    pool = {"UserPoolId": lab.directory.user_pool_id, "GroupName": "crew"}
    if "crew" in lab.directory.groups():
        lab.aws.call("cognito-idp", "delete_group", **pool)


def test_a_file_becomes_users_and_passwords_are_handed_out_once(
    no_crew: LabServer, open_page: OpenPage
) -> None:
    page = open_page("admin_users")
    page.go_to("Import and export")
    template = page.page.get_by_role("button", name="Download a template")
    header = downloaded(page, template.click).strip()
    choose_file(page, with_bad_rows(header))
    pick(page, "passwords", "Generated")
    pick(page, "kind", "Permanent")
    pick(page, "groups", "Create")
    page.press("Check the file")
    found = page.keyed("admin_files_found")
    expect(found).to_contain_text(
        "12 users would be created, 3 rows would be refused. Nothing was sent.", timeout=SLOW_MS
    )
    expect(found).to_contain_text("Groups that would be created first: crew.")
    report = downloaded(page, found.get_by_role("button", name="Download as CSV").click)
    told = {row["value"]: row for row in csv.DictReader(io.StringIO(report)) if row["what"]}
    assert {value: row["what"] for value, row in told.items()} == BAD
    assert all(row["line"] and row["column"] and row["hint"] for row in told.values())
    assert violations(page) == []

    page.act(page.page.get_by_role("button", name="Import 12 users").click)
    page.page.wait_for_url(re.compile("/admin_jobs\\?job="))
    job = page.keyed("admin_jobs_chosen")
    expect(job).to_contain_text("Finished", timeout=SLOW_MS)
    expect(job).to_contain_text("15 of 15 users")
    lab = lab_of(no_crew)
    made = [lab.directory.get(name) for name in GOOD]
    assert {user.status for user in made} == {UserStatus.CONFIRMED}
    assert lab.directory.groups_of("mass-00") == ("crew",)

    [path] = lab.aws.settings.bulk_dir.glob("*.passwords.csv")
    expect(job).to_contain_text(str(path))
    passwords = downloaded(page, job.get_by_role("link", name="Download once").click)
    assert passwords == path.read_text(encoding="utf-8")
    secrets = {row["username"]: row["password"] for row in csv.DictReader(io.StringIO(passwords))}
    assert set(secrets) == set(GOOD)
    expect(job).to_contain_text("It is not offered a second time.", timeout=SLOW_MS)
    page.act(job.get_by_role("button", name="I have them, remove the file").click)
    expect(job).not_to_contain_text("Generated passwords", timeout=SLOW_MS)
    assert not path.exists()
    page.open("sign_in")
    shown = page.everything_shown()
    assert not any(each in shown for each in secrets.values())
    signed_in = lab.sign_in.sign_in("mass-07", secrets["mass-07"])
    assert type(signed_in).__name__ == "SignedIn"


def test_users_go_into_a_file_as_they_are_filtered(
    ready_lab: LabServer, open_page: OpenPage
) -> None:
    page = open_page("admin_users?admin_users_group=admins&admin_users_sort=email")
    page.act(page.page.get_by_role("link", name=re.compile("Export these? ")).click)
    page.sees("Group: admins")
    page.act(page.keyed("admin_files_separator").get_by_text("Semicolon").click)
    page.act(page.keyed("admin_files_export").get_by_role("button").click)
    link = page.page.get_by_role("link", name="Download authorizer-lab-users.csv")
    rows = list(csv.DictReader(io.StringIO(downloaded(page, link.click)), delimiter=";"))
    lab = lab_of(ready_lab)
    assert [row["username"] for row in rows] == [
        user.username
        for user in sorted(lab.directory.members("admins"), key=lambda user: user.email)
    ]
    assert all("admins" in row["groups"].split() for row in rows)

    page.press("Take the filter off")
    page.press("Refresh")  # others may have made or deleted users since
    everybody = {user.username for user in lab.directory.list_page().users}
    button = page.keyed("admin_files_export").get_by_role("button")
    expect(button).to_contain_text(f"Export {len(everybody)} users", timeout=SLOW_MS)
    page.act(page.keyed("admin_files_format").get_by_text("JSON Lines").click)
    page.act(button.click)
    link = page.page.get_by_role("link", name="Download authorizer-lab-users.jsonl")
    lines = [json.loads(line) for line in downloaded(page, link.click).splitlines()]
    assert {line["username"] for line in lines} == everybody
    assert violations(page) == []
