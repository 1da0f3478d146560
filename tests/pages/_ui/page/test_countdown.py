from pages._ui.page.countdown import countdown_html

NOW = 1_763_887_630


def test_the_browser_gets_the_seconds_that_are_left() -> None:
    html = countdown_html(NOW + 125, NOW)
    assert "--lab-left: 125; --lab-for: 125s" in html
    assert "--lab-started: 0.00s" in html
    assert "at 23 Nov 2025, 08:49:15 UTC" in html


def test_a_token_of_the_past_reads_expired_and_runs_no_clock() -> None:
    html = countdown_html(NOW - 1, NOW)
    assert "Expired" in html
    assert "--lab-left: " not in html


def test_a_countdown_drawn_within_a_second_ticks_with_the_others() -> None:
    html = countdown_html(NOW + 125, NOW + 0.75)
    assert "--lab-left: 125; --lab-for: 125s; --lab-started: -0.75s" in html


def test_a_bare_countdown_leaves_the_moment_to_others() -> None:
    assert "2025" not in countdown_html(NOW + 125, NOW, is_bare=True)
    assert countdown_html(NOW - 1, NOW, is_bare=True) == '<div class="lab-countdown">Expired</div>'


def test_more_than_an_hour_is_shown_with_hours() -> None:
    assert 'class="lab-countdown hours"' in countdown_html(NOW + 3601, NOW)
    assert 'class="lab-countdown hours"' not in countdown_html(NOW + 3600, NOW)
