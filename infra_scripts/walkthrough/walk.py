"""Walk: does the steps on the walkthrough's own stack, keeps what ran, and takes it all away.

`infra_scripts.walk_operations` holds the lock of that stack around what changes something.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.stack.removal import Leftover
from infra_scripts.walkthrough.first_api import FIRST_API
from infra_scripts.walkthrough.steps import STEPS, step, up_to
from infra_scripts.walkthrough.walk_guest import NOTHING_ENTERED, Entered, Guest, Helped
from infra_scripts.walkthrough.walk_journal import Journal, load_journal, remove_journal
from infra_scripts.walkthrough.walk_notes import WalkNotes
from infra_scripts.walkthrough.walk_requests import KeptRequests
from infra_scripts.walkthrough.walk_resources import (
    all_resources,
    resources_after,
    walkthrough_settings,
)
from infra_scripts.walkthrough.walk_step import Sends, StepKind, WalkStep
from infra_scripts.walkthrough.walk_user import WALKER, kept_user, make_user
from services.api.protected_api import ProtectedApi
from services.api.routes import route
from services.api.sign_in import SignedIn, SignInOutcome, TokenSet
from services.errors import InputError, LabError, NotProvisioned, StoredFileError
from services.home.outputs import StackOutputs, load_outputs, with_addresses
from services.home.stored_files import is_there, remove_file
from services.lab import Lab, open_lab
from services.progress import ProgressCallback, ignore_progress
from services.traffic.exchange import Exchange
from services.users.directory import Directory

if TYPE_CHECKING:  # what explains calls is loaded when the first call is explained
    from services.authorizer.decision import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOutcome:
    """What running a step gave: the HTTP exchange of a call and, of a sign-in, its tokens.

    `helped` is what a step of self-service did. `requests` are all that the step itself sent, in
    order. `ran` names every step that ran, those that were missing before it included.
    """

    ran: tuple[str, ...]
    exchange: Exchange | None = None
    requests: tuple[Exchange, ...] = ()
    tokens: TokenSet | None = field(default=None, repr=False)
    helped: Helped | None = None


class Walk:
    """The walkthrough beside one lab, on a stack of its own."""

    def __init__(self, lab: Lab) -> None:
        self.settings = walkthrough_settings(lab.settings)
        self._lab = lab
        self._aws = lab.aws
        self._sent = KeptRequests(use_proxies=not self.settings.is_local)
        self._own = Lab(settings=self.settings, aws=lab.aws, recorder=self._sent, clock=lab.now)
        self._notes = WalkNotes(self.settings, lab.now)

    @property
    def endpoint_url(self) -> str:
        """Return the address of the local engine, empty on AWS."""
        return self._aws.endpoint_url

    def explain(self, step_id: str, exchange: Exchange) -> "Decision":
        """Decide the call of a step as AWS does, with the settings as they are right now.

        Raises as Lab.explain does.
        """
        fresh = open_lab(self.settings, aws=self._aws, endpoint_url=self._aws.endpoint_url)
        if not step(step_id).of_first_api:
            return fresh.explain(exchange)
        from services.live.rest_api_reader import read_api

        at = self._first_api()
        api = read_api(self._aws, rest_api_id=at.rest_api_id, stage=at.stage, base_url=at.base_url)
        return fresh.explain(exchange, api)

    @property
    def lab(self) -> Lab:
        """Return the lab's services, not those of the walkthrough's own stack."""
        return self._lab

    def outputs(self) -> StackOutputs | None:
        """Return what stands of the walkthrough's stack, None before its first step."""
        return load_outputs(self.settings)

    def journal(self) -> Journal:
        return load_journal(self.settings)

    def is_under_way(self) -> bool:
        """Tell whether some of it stands or has run; reads files only."""
        return is_there(self.settings.outputs_path) or is_there(self.settings.journal_path)

    def missing_before(self, step_id: str) -> tuple[WalkStep, ...]:
        """Return the earlier steps that build what this one needs and have not run yet.

        On AWS no step of self-service runs along: it needs what the reader enters.
        """
        journal = self.journal()
        needed = step(step_id).needs if self.settings.is_local else ""
        return tuple(
            each
            for each in up_to(step_id)[:-1]
            if (each.changes_the_stack or each.id == needed) and not journal.is_done(each.id)
        )

    def is_changed_since(self, step_id: str) -> bool:
        """Tell whether later steps have changed the method that this step calls."""
        walked = step(step_id)
        if walked.kind is not StepKind.CALL or walked.of_first_api:
            return False
        name = f"method_{route(walked.route).slug}"
        then, now = (
            [it for it in resources_after(self.settings.stack, each) if it.name == name]
            for each in (step_id, self._state(step_id))
        )
        return then != now

    def run(
        self,
        step_id: str,
        progress: ProgressCallback = ignore_progress,
        entered: Entered = NOTHING_ENTERED,
    ) -> StepOutcome:
        """Run what is missing before the step, then the step; twice changes nothing.

        A call also puts back what was removed by hand. `entered` is what a step of self-service
        asks for on AWS. Raises InputError for a call of a method that later steps have changed, and
        whatever the cloud refuses; what ran before stays done.
        """
        walked = step(step_id)
        if self.is_changed_since(step_id):
            raise InputError(
                f"Later steps have changed what {walked.title!r} calls.",
                hint="Go back to this step first.",
            )
        missing = self.missing_before(step_id)
        for each in missing:
            self._do(each, progress, NOTHING_ENTERED)
        self._sent.take()
        outcome = self._do(walked, progress, entered)
        ran = (*(each.id for each in missing), step_id)
        return replace(outcome, ran=ran, requests=self._sent.take())

    def _do(self, walked: WalkStep, progress: ProgressCallback, entered: Entered) -> StepOutcome:
        if walked.kind is StepKind.EXPLAIN:
            self._notes.note(walked.id)
            return StepOutcome(ran=())
        if walked.changes_the_stack:
            self._change(walked, progress)
            return StepOutcome(ran=())
        self._put_right(walked.id, progress)
        if walked.kind is StepKind.SELF:
            return StepOutcome(ran=(), helped=self._help(walked, entered))
        exchange, tokens = self._call(walked)
        is_done = exchange.status == walked.status
        self._notes.note(walked.id, status=exchange.status, is_done=is_done)
        return StepOutcome(ran=(), exchange=exchange, tokens=tokens)

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
        # First, so that a run that is killed below starts from the beginning.
        remove_journal(self.settings)
        remove_file(self.settings.switches_path)
        resources = all_resources(self.settings.stack)
        leftovers = Provisioner(self._aws, self.settings, resources=resources).destroy(progress)
        if not leftovers:
            remove_file(self.settings.personas_path)
        return leftovers

    def _state(self, step_id: str) -> str:
        """Return the last step that built what stands now, this step at the least."""
        journal = self.journal()
        built = [each.id for each in STEPS if each.changes_the_stack and journal.is_done(each.id)]
        ids = [each.id for each in STEPS]
        return max([step_id, *built], key=ids.index)

    def _put_right(self, step_id: str, progress: ProgressCallback) -> None:
        """Create again what is missing of what earlier steps built, the user included."""
        resources = resources_after(self.settings.stack, self._state(step_id))
        Provisioner(self._aws, self.settings, resources=resources).apply(progress)
        self.restore_user()

    def restore_user(self) -> None:
        """Create the walkthrough's user again where it is gone, once its step has run."""
        if self._had_user():
            make_user(self._aws, self.settings, self._user_pool_id())

    def _had_user(self) -> bool:
        try:
            return self.journal().is_done("test-user")
        except StoredFileError:  # damaged: the password that was kept tells as much
            return kept_user(self.settings, WALKER) is not None

    def _change(self, walked: WalkStep, progress: ProgressCallback) -> None:
        """Do a step that builds; what later steps have built stays as it is."""
        with self._notes.recording(walked.id, self._aws) as aws:
            if walked.kind is StepKind.USER:
                make_user(aws, self.settings, self._user_pool_id())
            else:
                resources = resources_after(self.settings.stack, self._state(walked.id))
                Provisioner(aws, self.settings, resources=resources).apply(progress)
        self._notes.note(walked.id)

    def _help(self, walked: WalkStep, entered: Entered) -> Helped:
        with self._notes.recording(walked.id, self._aws) as aws:
            helped = Guest(self._own, aws, self._lab.recorder).help_themself(walked.id, entered)
        waits = helped.waits_for_code
        self._notes.note(walked.id, is_done=not waits, waits_for_code=waits)
        return helped

    def _user_pool_id(self) -> str:
        outputs = load_outputs(self.settings)
        if outputs is None or not outputs.user_pool_id:
            raise NotProvisioned("The walkthrough has no user pool yet.", hint="Run its steps.")
        return outputs.user_pool_id

    def _call(self, walked: WalkStep) -> tuple[Exchange, TokenSet | None]:
        if walked.signs_in:
            outcome = self._sign_in()
            tokens = outcome.tokens if isinstance(outcome, SignedIn) else None
            return outcome.exchange, tokens
        header = None if walked.sends is Sends.NOTHING else self._header(walked.sends)
        if walked.signs_out:
            self._sign_out(walked.id)
        if walked.of_first_api:
            api = ProtectedApi(self._first_api().base_url, self._own.recorder)
        else:
            api = self._own.protected_api
        return api.call(route(walked.route), header, label=walked.title), None

    def _sign_out(self, step_id: str) -> None:
        with self._notes.recording(step_id, self._aws) as aws:
            Directory(aws, self._user_pool_id()).sign_out(WALKER)

    def _first_api(self) -> StackOutputs:
        """Return where the first API is, as the outputs of a stack with that API alone."""
        outputs = load_outputs(self.settings)
        if outputs is None:
            raise NotProvisioned("The walkthrough has no API yet.", hint="Run its first step.")
        alone = replace(outputs, rest_api_id=outputs.resource_id(FIRST_API))
        return with_addresses(alone, self._aws.endpoint_url if self.settings.is_local else "")

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
        user = kept_user(self.settings, WALKER)
        if user is None:
            raise NotProvisioned("The walkthrough has no user yet.", hint="Run the step first.")
        return self._own.sign_in.sign_in(user.username, user.password)
