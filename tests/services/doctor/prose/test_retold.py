"""Stories in people's own words: each kind leads to its causes, and none makes one certain."""

import pytest

from services.doctor.cause import Strength
from services.doctor.consultation import Consultation, Pasted, examine_paste
from services.doctor.diagnosis import CAUSES
from services.doctor.prose.retold import retold_causes
from services.doctor.prose.situations import SITUATIONS
from tests.services.doctor.cases.case_files import PROSE_OF_OTHERS, OpenCase, cases_of

STORIES = {
    "my ID token works in Postman but the browser says blocked by CORS": "preflight-refused",
    "From curl the API Gateway is fine, only our React page fails.": "preflight-refused",
    "We always see a CORS error when the page calls API Gateway.": "cors-hides-the-answer",
    "On LocalStack I can call the API without any token.": "tools-differ",
    "After logging the user out of Cognito the old token still works.": (
        "token-outlives-the-sign-out"
    ),
    "Anybody can call the Lambda's API without a token.": "open-method",
    "authorizer test in the console works but Postman says Unauthorized": "tools-differ",
    "With sam local it works, deployed to AWS every call is forbidden.": "tools-differ",
    "event.requestContext of my Lambda has no authorizer": "no-claims-in-event",
    "The authorizer answers 401, the code has Authorization: credentials.sessionToken": (
        "not-a-token"
    ),
    "With the id token the authorizer works, with the access token it says no: it fails": (
        "access-token-without-scopes"
    ),
    "The access token works at API Gateway. The ID token is rejected.": "id-token-with-scopes",
    "I added the user to a Cognito group, and the token still does not show it": (
        "token-older-than-the-change"
    ),
    "no SMS verification sent after SignUp at our user pool": "code-does-not-arrive",
    "After changing the groups in Cognito the session still has the old ones": (
        "token-older-than-the-change"
    ),
    "Lambda gets the groups as a string and not a list": "claims-as-text",
    "I added scopes to the method, and nothing changed in API Gateway": "not-deployed",
    "Since we enabled MFA in Cognito the login fails for everybody": "other-challenge",
    "Cognito: I type the code of the SMS and it says invalid code": "code-mismatch",
    "Cognito login fails, it says no such user": "user-not-found",
    "When I sign in with Cognito it says User does not exist": "user-not-found",
    "Cognito refuses: wrong username or password": "wrong-password",
    "Amplify's sign-in function just says incorrect credentials": "wrong-password",
    "Cognito throws LimitExceededException when a user asks for the password code again": (
        "attempts-used-up"
    ),
    "it worked yesterday, now every call is unauthorized": "expired",
}
SAID_BY_AWS = "Cognito says: Device does not exist. It worked in Postman, the browser fails."


def asked(text: str) -> Consultation:
    return examine_paste(None, Pasted(text=text))


@pytest.mark.parametrize(("story", "cause"), STORIES.items())
def test_a_story_leads_to_its_cause(story: str, cause: str) -> None:
    causes = asked(story).causes
    assert causes, "no cause"
    assert causes[0].id == cause
    assert Strength.CERTAIN not in {each.strength for each in causes}


def test_a_story_that_names_neither_cognito_nor_api_gateway_only_allows_its_causes() -> None:
    story = "it worked yesterday, now every call is unauthorized"
    assert {each.strength for each in retold_causes(story)} == {Strength.POSSIBLE}
    first = retold_causes(f"{story} by API Gateway")[0]
    assert first.strength is Strength.LIKELY


def test_a_story_of_another_product_beside_aws_only_allows_its_causes() -> None:
    story = "Cognito in front of MongoDB: it says wrong username or password"
    assert {each.strength for each in retold_causes(story)} == {Strength.POSSIBLE}


@pytest.mark.parametrize("case", cases_of(PROSE_OF_OTHERS), ids=lambda case: case.name)
def test_nothing_is_certain_about_a_story_of_something_else(case: OpenCase) -> None:
    assert Strength.CERTAIN not in {each.strength for each in case.examined().causes}


def test_a_story_that_tells_too_little_gets_no_cause() -> None:
    untold = [case for case in cases_of(PROSE_OF_OTHERS) if "ognito" in case.text]
    assert [case.examined().causes for case in untold] == [()] * 3


def test_a_story_of_another_product_is_not_taken_for_one_of_ours() -> None:
    named = [
        case.name
        for case in cases_of(PROSE_OF_OTHERS)
        if case.name != "GitHub, password" and retold_causes(case.text)
    ]
    assert named == []


def test_what_aws_says_goes_before_the_story_around_it() -> None:
    assert [each.id for each in asked(SAID_BY_AWS).causes] == ["device-unknown"]


def test_an_answer_goes_before_the_story_around_it() -> None:
    answer = 'HTTP/2 403\nx-amzn-requestid: a\n\n{"message":"nope"}'
    story = "In Postman API Gateway works, the browser is blocked by CORS."
    assert retold_causes(story) != ()
    assert not {"preflight-refused"} & {each.id for each in asked(f"{story}\n\n{answer}").causes}


def test_what_a_story_wishes_for_is_not_what_it_got() -> None:
    assert retold_causes("Cognito should answer wrong username or password") == ()


def test_every_situation_leads_to_causes_that_the_doctor_knows() -> None:
    known = {cause.id for cause in CAUSES}
    assert {each for row in SITUATIONS for each in row.causes} - known == set()


def test_a_story_is_said_to_be_one_and_not_passed_over() -> None:
    told = "Only sentences: the first causes are what usually stands behind such a story."
    assert asked("it worked yesterday, now every call is unauthorized").read_as == (told,)
    assert told not in asked(SAID_BY_AWS).read_as


def test_a_question_about_the_consoles_test_is_no_story_of_it() -> None:
    story = "I used the test button of the authorizer in API Gateway, it works; Postman is denied"
    question = f"Where is the test button now? {story}"
    assert [each.id for each in retold_causes(story)] == ["tools-differ", "not-deployed"]
    assert "tools-differ" not in [each.id for each in retold_causes(question)]


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("How do I revoke the refresh token of a Cognito user?", False),
        ("The sign-in gives a refresh token, and I keep it.", False),
        ("After a day Cognito says that my refresh token is not good.", False),
        ("Cognito calls my refresh token invalid after a day.", True),
        ("I can't refresh, Cognito does not take my refresh token", True),
    ],
)
def test_a_refresh_token_is_refused_only_where_the_story_says_so(
    text: str, is_refused: bool
) -> None:
    assert ("refresh-refused" in {each.id for each in asked(text).causes}) is is_refused
