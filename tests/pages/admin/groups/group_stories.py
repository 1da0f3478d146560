"""What stories on the Groups page do: make groups and users, choose rows, press buttons."""

from typing import Any

from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.users.directory import Directory, NewUser
from services.users.groups.group_changes import change_of_new_group
from services.users.pool_group import GroupValues, PoolGroup, read_group

PAGE = "admin/admin_groups.py"
PASSWORD = "Created-Pass-2027!"


def made(lab_process: LabProcess, values: GroupValues) -> PoolGroup:
    lab = lab_process.lab()
    lab.desk.do(change_of_new_group(values))
    return read_group(lab.aws, lab.directory.user_pool_id, values.name)


def new_user(directory: Directory, username: str, *groups: str) -> None:
    directory.create(NewUser(username=username, password=PASSWORD, permanent=True, groups=groups))


def rows(app: AppTest, table: int = 0) -> list[dict[str, Any]]:
    return app.dataframe[table].value.to_dict("records") if len(app.dataframe) > table else []


def choose(app: AppTest, table: int, *numbers: int) -> AppTest:
    key = app.dataframe[table].proto.id.rpartition("-")[2]
    app.session_state[key] = {"selection": {"rows": list(numbers), "columns": [], "cells": []}}
    return app.run()


def sort_by(app: AppTest, title: str) -> AppTest:
    key = app.dataframe[0].proto.id.rpartition("-")[2]
    app.session_state[key] = {"selection": {"rows": [], "columns": [title], "cells": []}}
    return app.run()


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()
