"""Commands on users, run in this process on a stack of the worker's engine."""

from dataclasses import dataclass

from click.testing import CliRunner, Result

from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.program import program
from services.cloud.aws import Aws
from services.errors import LabError
from services.users.directory import Directory
from services.users.user_filter import SearchAttribute, UserFilter

STACK = "peopled"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCommands:
    """`people` is the directory of the stack's user pool."""

    aws: Aws
    people: Directory

    def __call__(
        self, *arguments: str, typed: str | bytes = "", at_terminal: bool = False
    ) -> Result:
        """Run `users` with these arguments; `typed` is what stands on stdin."""
        env = {"AUTHORIZER_LAB_HOME": str(self.aws.settings.home)}
        invocation = Invocation(env=env, is_interactive=at_terminal)
        flags = ["--stack", STACK, "users", *arguments]
        return CliRunner().invoke(program, flags, obj=invocation, input=typed)

    def error(self, *arguments: str, typed: str | bytes = "") -> LabError:
        """Run `users`, which has to fail, and return the error."""
        error = self(*arguments, typed=typed).exception
        assert isinstance(error, LabError), error
        return error

    def names(self) -> list[str]:
        """Return every username of the pool, sorted."""
        everybody = UserFilter(attribute=SearchAttribute.USERNAME, value="")
        return sorted(user.username for user in self.people.users(everybody))
