"""Every cause that AWS tells by name or sentence, the more special ones first."""

from services.doctor.cause import Cause
from services.doctor.causes.told.browser_told import BROWSER_TOLD
from services.doctor.causes.told.call_told import CALL_TOLD
from services.doctor.causes.told.cognito.deployed_told import DEPLOYED_TOLD
from services.doctor.causes.told.cognito.identity_told import IDENTITY_TOLD
from services.doctor.causes.told.cognito.library_told import LIBRARY_TOLD
from services.doctor.causes.told.cognito.user_told import USER_TOLD
from services.doctor.causes.told.edge_told import EDGE_TOLD
from services.doctor.causes.told.gateway_told import GATEWAY_TOLD
from services.doctor.causes.told.http_api_told import HTTP_API_CAUSES
from services.doctor.causes.told.iam_told import IAM_TOLD
from services.doctor.causes.told.log_told import LOG_TOLD
from services.doctor.causes.told.oauth_told import OAUTH_TOLD
from services.doctor.causes.told.pool_told import POOL_TOLD
from services.doctor.causes.told.settings_told import SETTINGS_TOLD
from services.doctor.causes.told.trigger_told import TRIGGER_TOLD
from services.doctor.causes.told.verifier_told import VERIFIER_TOLD

TOLD: tuple[Cause, ...] = (
    *VERIFIER_TOLD,
    *EDGE_TOLD,
    *LOG_TOLD,
    *GATEWAY_TOLD,
    *HTTP_API_CAUSES,
    *BROWSER_TOLD,
    *TRIGGER_TOLD,
    *LIBRARY_TOLD,
    *IDENTITY_TOLD,
    *USER_TOLD,
    *DEPLOYED_TOLD,
    *OAUTH_TOLD,
    *IAM_TOLD,
    *POOL_TOLD,
    *SETTINGS_TOLD,
    *CALL_TOLD,
)
