"""The presenter's clock: it starts with the first step, and counts the time on each."""

from pages._server.presenting.presenter_desk import PresenterDesk


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_clock_starts_with_the_first_step_and_counts_each_step() -> None:
    clock = Clock()
    desk = PresenterDesk(clock)
    desk.show("Overview")
    clock.now += 50
    assert desk.view().elapsed is None
    desk.show("Walkthrough", "one")
    clock.now += 10
    desk.show("Walkthrough", "one")
    desk.show("Walkthrough", "two")
    clock.now += 5
    desk.show("Call the API")
    clock.now += 7
    desk.show("Walkthrough", "one")
    clock.now += 1
    view = desk.view()
    assert (view.page, view.step_id, view.elapsed) == ("Walkthrough", "one", 23.0)
    assert view.on_steps == {"one": 11.0, "two": 5.0}


def test_started_again_it_counts_from_zero_at_once() -> None:
    clock = Clock()
    desk = PresenterDesk(clock)
    desk.show("Walkthrough", "one")
    clock.now += 10
    desk.start_again()
    clock.now += 3
    assert desk.view().elapsed == 3.0
    assert desk.view().on_steps == {"one": 3.0}
    desk.show("Overview")
    desk.start_again()
    assert desk.view().elapsed is None
