"""What stories of files share: the pages, a file that is chosen, and its check."""

from streamlit.testing.v1 import AppTest

PAGE, JOBS = "admin/admin_files.py", "admin/admin_jobs.py"
SECRET = "Correct-Horse-9"
SECONDS = 60


def choose(app: AppTest, text: str, name: str = "people.csv") -> AppTest:
    app.file_uploader[0].set_value((name, text.encode(), "text/csv"))
    return app.run()


def check(app: AppTest, text: str) -> AppTest:
    choose(app, text)
    return app.button(key="admin_files_check").click().run()


def pick(app: AppTest, name: str, value: str) -> AppTest:
    return app.radio(key=f"admin_files_{name}").set_value(value).run()


def keys(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}
