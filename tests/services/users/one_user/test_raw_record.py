"""The raw record against the engine: what AdminGetUser answers and nothing of the call itself."""

import json

from services.cloud.aws import Aws
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.one_user.raw_record import read_record


def test_it_is_what_cognito_answers_without_a_password(aws: Aws, directory: Directory) -> None:
    password = "Created-Pass-2027!"
    directory.create(NewUser(username="raw", password=password, email="r@example.com"))
    text = read_record(aws, directory.user_pool_id, "raw")
    record = json.loads(text)
    assert record["Username"] == "raw"
    assert record["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert {"Name": "email", "Value": "r@example.com"} in record["UserAttributes"]
    assert record["UserCreateDate"].startswith("20")
    assert "ResponseMetadata" not in record
    assert password not in text
