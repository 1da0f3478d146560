"""The steps in which a user does for the own account what Cognito offers, without any admin."""

from infra_scripts.walkthrough.walk_step import Quiz, StepKind, WalkStep

_CHAPTER = "Users help themselves"

OWN_ACCOUNT_STEPS: tuple[WalkStep, ...] = (
    WalkStep(
        id="sign-up",
        chapter=_CHAPTER,
        title="Sign up",
        why="So far an admin made the user. Most applications let strangers sign up themselves.",
        expect="The app client calls SignUp with SECRET_HASH for a user guest, who is UNCONFIRMED "
        "until the code of the mail is entered. The code is sent twice: the newer one counts.",
        kind=StepKind.SELF,
        cause="user-may-not-sign-in",
    ),
    WalkStep(
        id="forgot-password",
        chapter=_CHAPTER,
        title="A forgotten password",
        why="Who can read the mail of a verified address may set a new password.",
        expect="ForgotPassword sends a code, and ConfirmForgotPassword sets the new password with "
        "it. Until then the old one works.",
        kind=StepKind.SELF,
        needs="sign-up",
        cause="email-not-verified",
    ),
    WalkStep(
        id="change-password",
        chapter=_CHAPTER,
        title="Change the password",
        why="Who is signed in proves it with the access token, and needs no SECRET_HASH.",
        expect="guest signs in, and ChangePassword takes the access token with the old and the new "
        "password. Tokens issued before stay valid.",
        kind=StepKind.SELF,
        needs="sign-up",
        cause="wrong-password",
    ),
    WalkStep(
        id="verify-email",
        chapter=_CHAPTER,
        title="Verify the e-mail address",
        why="An address that an admin entered, or that changed, has to be proven by its owner.",
        expect="GetUserAttributeVerificationCode sends a code, and VerifyUserAttribute takes it. "
        "New ID tokens then say email_verified.",
        kind=StepKind.SELF,
        needs="sign-up",
        cause="email-not-verified",
    ),
    WalkStep(
        id="authenticator-app",
        chapter=_CHAPTER,
        title="An authenticator app",
        why="A second factor: the app and Cognito share a key, and both compute six digits from "
        "it and the time.",
        expect="AssociateSoftwareToken makes the key, VerifySoftwareToken proves it by its first "
        "six digits, SetUserMFAPreference turns it on. The next sign-in then answers with a "
        "challenge: it wants six digits. Here the lab plays the app.",
        kind=StepKind.SELF,
        needs="sign-up",
        cause="other-challenge",
        quiz=Quiz(
            question="Which of these calls went through the authorizer?",
            answer="None. The application asks Cognito itself, by its app client or with the "
            "user's access token. The authorizer guards the methods of the API.",
        ),
    ),
)
