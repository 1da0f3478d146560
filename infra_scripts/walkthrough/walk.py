"""Walk: does the steps on the walkthrough's own stack, keeps what ran, and takes it all away.

`infra_scripts.operations` holds the lock of that stack around what changes something.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.stack.removal import Leftover
from infra_scripts.walkthrough.steps import STEPS, step, up_to
from infra_scripts.walkthrough.walk_journal import (
    DoneStep,
    Journal,
    load_journal,
    remove_journal,
    save_journal,
)
from infra_scripts.walkthrough.walk_resources import (
    all_resources,
    resources_after,
    walkthrough_settings,
)
from infra_scripts.walkthrough.walk_step import Sends, StepKind, WalkStep
from infra_scripts.walkthrough.walk_user import make_user, walk_user
from services.api.routes import route
from services.api.sign_in import SignedIn, SignInOutcome, TokenSet
from services.cloud.recorded_call import RecordedCall
from services.cloud.recording import recorded
from services.errors import InputError, LabError, NotProvisioned
from services.home.outputs import StackOutputs, load_outputs
from services.home.stored_files import remove_file
from services.lab import Lab, open_lab
from services.progress import ProgressCallback, ignore_progress
from services.traffic.exchange import Exchange

if TYPE_CHECKING:  # what explains calls is loaded when the first call is explained
    from services.authorizer.decision import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOutcome:
    """What running a step gave: the HTTP exchange of a call and, of a sign-in, its tokens.

    `ran` names every step that ran, those that were missing before it included.
    """

    ran: tuple[str, ...]
    exchange: Exchange | None = None
    tokens: TokenSet | None = field(default=None, repr=False)


class Walk:
    """The walkthrough beside one lab; `lab` is the lab's, its first step calls that API."""

    def __init__(self, lab: Lab) -> None:
        self.settings = walkthrough_settings(lab.settings)
        self._lab = lab
        self._aws = lab.aws
        self._own = open_lab(self.settings, aws=lab.aws, endpoint_url=lab.aws.endpoint_url)

    def explain(self, step_id: str, exchange: Exchange) -> "Decision":
        """Decide the call of a step as AWS does, with the settings as they are right now.

        Raises as Lab.explain does.
        """
        if step(step_id).of_the_lab:
            return self._lab.explain(exchange)
        fresh = open_lab(self.settings, aws=self._aws, endpoint_url=self._aws.endpoint_url)
        return fresh.explain(exchange)

    def outputs(self) -> StackOutputs | None:
        """Return what stands of the walkthrough's stack, None before its first step."""
        return load_outputs(self.settings)

    def journal(self) -> Journal:
        return load_journal(self.settings)

    def missing_before(self, step_id: str) -> tuple[WalkStep, ...]:
        """Return the earlier steps that build something and have not run yet."""
        done = self.journal().done
        return tuple(
            each for each in up_to(step_id)[:-1] if each.changes_the_stack and each.id not in done
        )

    def later_changes(self, step_id: str) -> tuple[WalkStep, ...]:
        """Return the later steps that have changed the stack since."""
        done = self.journal().done
        later = STEPS[len(up_to(step_id)) :]
        return tuple(each for each in later if each.changes_the_stack and each.id in done)

    def run(self, step_id: str, progress: ProgressCallback = ignore_progress) -> StepOutcome:
        """Run what is missing before the step, then the step; twice changes nothing.

        Raises InputError for a call whose stack later steps have changed, and whatever the cloud
        refuses; what ran before that stays done.
        """
        walked = step(step_id)
        if walked.kind is StepKind.CALL and self.later_changes(step_id) and not walked.of_the_lab:
            raise InputError(
                f"Later steps have changed what {walked.title!r} calls.",
                hint="Go back to this step first.",
            )
        missing = () if walked.of_the_lab else self.missing_before(step_id)
        for each in missing:
            self._change(each, progress)
        ran = tuple(each.id for each in missing)
        if walked.changes_the_stack:
            self._change(walked, progress)
            return StepOutcome(ran=(*ran, step_id))
        if walked.kind is StepKind.EXPLAIN:
            self._note(step_id)
            return StepOutcome(ran=(*ran, step_id))
        exchange, tokens = self._call(walked)
        self._note(step_id, status=exchange.status)
        return StepOutcome(ran=(*ran, step_id), exchange=exchange, tokens=tokens)

    def go_back(self, step_id: str, progress: ProgressCallback = ignore_progress) -> None:
        """Bring the stack to what it was right after this step; later steps are not done."""
        if self.clear(progress):
            raise LabError(
                "The walkthrough's stack could not be removed.", hint="Start over once more."
            )
        for each in up_to(step_id):
            if each.changes_the_stack:
                self._change(each, progress)

    def clear(self, progress: ProgressCallback = ignore_progress) -> tuple[Leftover, ...]:
        """Remove the walkthrough's stack with its user, and forget what ran; return what stays."""
        resources = all_resources(self.settings.stack)
        leftovers = Provisioner(self._aws, self.settings, resources=resources).destroy(progress)
        if not leftovers:
            remove_journal(self.settings)
            remove_file(self.settings.personas_path)
        return leftovers

    def _change(self, walked: WalkStep, progress: ProgressCallback) -> None:
        """Do a step that builds; what later steps have built stays as it is."""
        later = self.later_changes(walked.id)
        state = later[-1].id if later else walked.id
        with recorded(self._aws) as recording:
            if walked.kind is StepKind.USER:
                make_user(recording, self.settings, self._user_pool_id())
            else:
                resources = resources_after(self.settings.stack, state)
                Provisioner(recording, self.settings, resources=resources).apply(progress)
        writes = tuple(call for call in recording.calls if call.is_write)
        before = self.journal().done.get(walked.id)
        # Run again, it has little to do: what it did the first time is what teaches.
        self._note(walked.id, calls=writes or (before.calls if before else ()))

    def _note(
        self, step_id: str, *, calls: Sequence[RecordedCall] = (), status: int | None = None
    ) -> None:
        at = self._lab.now()
        journal = self.journal().with_step(
            step_id, DoneStep(at=at, calls=tuple(calls), status=status)
        )
        save_journal(self.settings, journal)

    def _user_pool_id(self) -> str:
        outputs = load_outputs(self.settings)
        if outputs is None or not outputs.user_pool_id:
            raise NotProvisioned("The walkthrough has no user pool yet.", hint="Run its steps.")
        return outputs.user_pool_id

    def _call(self, walked: WalkStep) -> tuple[Exchange, TokenSet | None]:
        if walked.kind is StepKind.SIGN_IN:
            outcome = self._sign_in()
            tokens = outcome.tokens if isinstance(outcome, SignedIn) else None
            return outcome.exchange, tokens
        header = None if walked.sends is Sends.NOTHING else self._header(walked.sends)
        api = (self._lab if walked.of_the_lab else self._own).protected_api
        return api.call(route(walked.route), header, label=walked.title), None

    def _header(self, sends: Sends) -> str:
        outcome = self._sign_in()
        if not isinstance(outcome, SignedIn):
            raise LabError(
                "The walkthrough's user could not sign in.",
                hint="Run the step Sign in: it shows why.",
            )
        tokens = outcome.tokens
        return f"Bearer {tokens.id_token if sends is Sends.ID else tokens.access_token}"

    def _sign_in(self) -> SignInOutcome:
        user = walk_user(self.settings)
        if user is None:
            raise NotProvisioned("The walkthrough has no user yet.", hint="Run the step first.")
        return self._own.sign_in.sign_in(user.username, user.password)
