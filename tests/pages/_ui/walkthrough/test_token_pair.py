"""Two tokens of one sign-in side by side."""

from pages._ui.walkthrough.token_pair import token_pair_html

ID = {
    "sub": "u1",
    "iss": "https://issuer.example/pool",
    "aud": "client",
    "token_use": "id",
    "exp": 1_795_941_295,
    "cognito:username": "walker",
    "cognito:groups": ["admins", "editors"],
}
ACCESS = {
    "sub": "u1",
    "iss": "https://issuer.example/pool",
    "client_id": "client",
    "token_use": "access",
    "exp": 1_795_941_295,
    "username": "walker",
    "scope": "aws.cognito.signin.user.admin",
}


def rows() -> list[str]:
    html = token_pair_html(ID, ACCESS).replace("<wbr>", "")
    return [row for row in html.split("<tr>") if "<td" in row]


def test_a_claim_with_one_value_in_both_is_said_once() -> None:
    assert '<td colspan="2">u1 <small>in both</small></td>' in rows()[0]
    assert "<code>aud</code> / <code>client_id</code>" in rows()[2]
    assert '<td colspan="2">client <small>in both</small></td>' in rows()[2]


def test_a_claim_that_differs_stands_in_two_columns() -> None:
    assert "<td>id</td><td>access</td>" in rows()[3]


def test_a_claim_that_one_does_not_have_is_a_dash() -> None:
    assert "<td>admins, editors</td><td>—</td>" in rows()[6]
    assert "<td>—</td><td>aws.cognito.signin.user.admin</td>" in rows()[7]


def test_the_expiry_is_a_time_of_day() -> None:
    assert "08:34:55 UTC" in rows()[4]


def test_tokens_without_the_claims_give_dashes() -> None:
    assert token_pair_html({}, {}).count('<td colspan="2">—</td>') == 8
