"""What a library in the app tells before, or in place of, asking Cognito."""

from services.authorizer.evidence import one_report, several_reports
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
LIBRARY_TOLD: tuple[Cause, ...] = (
    told(
        "app-not-configured",
        "The library was not told its user pool, or not before its first use",
        "The library says so itself and asked nobody: its configuration is empty, has the shape of "
        "another version, or was given in another module, bundle or process.",
        "Configure it once, before anything that uses it is loaded, in the shape of the installed "
        "version, and print what it holds: an empty environment variable is a usual reason.",
        several_reports("report: library without a pool", "report: pool not configured in Next.js"),
        texts=(
            "auth userpool not configured",
            "auth identitypool not configured",
            "authuserpoolexception",
            "authidentitypoolexception",
            "authtokenconfigexception",
            "auth token provider",
            "amplify has not been configured",
            "amplify not configured",
            "amplify is not configured",
            "auth is not configured",
            "auth category was not configured",
            "authentication category was not",
            "auth category was not",
            "auth plugin has not been",
            "no auth plugin",
            "oauth param not configured",
            "oauth parameters required",
            "oauthnotconfigure",
            "both userpoolid and clientid are required",
            "invalid userpoolid format",
            "only valid absolute urls can be requested",
            "hostedui configuration",
            "hosteduierror.signinuri",
            "userpoolid is required",
        ),
        strength=LIKELY,
    ),
    told(
        "cognito-not-reached",
        "The page or the app got no answer from Cognito",
        "The library reports its own call: there is no network, something blocks the address, the "
        "Region in it is wrong, or the page was left or reloaded while the call was under way.",
        "Look at the call in the network tab; in a form's handler prevent its default action, and "
        "compare the Region of the address with the pool's.",
        several_reports("report: network error of a form", "report: Region in another spelling"),
        texts=("networkerror: network error", "a network error has occurred"),
        strength=LIKELY,
    ),
    told(
        "already-signed-in",
        "The app is signed in already, and its library takes no second sign-in",
        "The library keeps the tokens of the last user, also after the app was closed.",
        "Ask for the current user first and go on with that, or sign out before the next sign-in.",
        several_reports("report: already signed in", "report: already signed in on Android"),
        texts=(
            "already a signed in user",
            "already a user signed in",
            "already a user which is signed in",
            "already a user in signedin state",
            "already signed in",
            "useralreadyauthenticated",
            "signedinexception",
        ),
        strength=LIKELY,
    ),
    told(
        "native-module-missing",
        "A part of the library is missing in the app: it computes nothing and asks nobody",
        "The proof of the password (SRP), or secure random numbers, come from a native module or "
        "from something that the bundler leaves out.",
        "Install and link the native module of the installed version, import its polyfills first, "
        "and build the app again; in a plain browser build define global and Buffer.",
        one_report("report: native module not linked"),
        texts=(
            "computemodpow",
            "computedmodpow",
            "rnawscognito",
            "native module not found",
            "doesn't seem to be linked",
            "native crypto module could not be used",
            "getrandomvalues() not supported",
            "property 'getrandomvalues'",
        ),
        strength=LIKELY,
    ),
    told(
        "passkey-not-given",
        "The browser or the device gave no passkey",
        "The user cancelled, the time ran out, or this device has no passkey for this site; a "
        "browser says the same of all three.",
        "Let the user try again, offer another way to sign in, and offer to register a passkey.",
        one_report("report: passkey not given"),
        texts=("either timed out or was not allowed", "notallowederror", "no passkeys available"),
        strength=LIKELY,
    ),
    told(
        "sign-in-state-lost",
        "The callback does not belong to the sign-in that the app started: its state is lost",
        "The app keeps a state (and a verifier) in a cookie or in the session and compares it when "
        "the browser comes back: it was gone, or another one.",
        "Start the sign-in in the app, not at the hosted UI's address; let cookies pass at the "
        "callback (same host, SameSite, HTTPS), and open the link in the same browser.",
        one_report("report: state lost"),
        texts=(
            "checks.state",
            "state mismatch",
            "state_mismatch",
            "mismatching_state",
            "state cookie",
            "state not equal",
            "state does not match",
            "state doesn't match",
            "state argument is missing",
            "state parameter mismatch",
            "invalid state parameter",
            "invalid_state",
            "missing state",
            "state missing",
            "state value",
            "unexpected state",
            'unexpected "state"',
            "csrf token state",
            "csrf_detected",
            "csrf detected",
            "correlation failed",
            "correlation error",
            "aspnetcore.correlation",
            "missing code or state",
            "no matching state found",
            "no state in response",
            "invalid relay state",
            "invalid relaystate",
        ),
        strength=LIKELY,
    ),
)
