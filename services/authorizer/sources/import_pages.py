"""Pages of AWS on bringing many users into a pool: Cognito's import job, and migration."""

from services.authorizer.sources.source import Source, below

_DOCS = "https://docs.aws.amazon.com"
IMPORT_PAGES: dict[str, Source] = {
    **below(
        f"{_DOCS}/cognito/latest/developerguide/",
        {
            "cognito: import file": (
                "cognito-user-pools-using-import-tool-csv-header.html",
                "Creating the user import CSV file",
            ),
            "cognito: import job": (
                "cognito-user-pools-creating-import-job.html",
                "Creating and running the user pool import job",
            ),
            "cognito: import log": (
                "cognito-user-pools-using-import-tool-cloudwatch.html",
                "The import's results in CloudWatch",
            ),
            "cognito: import role": (
                "cognito-user-pools-using-import-tool-cli-cloudwatch-iam-role.html",
                "Creating the CloudWatch Logs IAM role",
            ),
            "cognito: user migration": (
                "user-pool-lambda-migrate-user.html",
                "Migrate user Lambda trigger",
            ),
        },
    ),
    **below(
        f"{_DOCS}/cognito-user-identity-pools/latest/APIReference/",
        {
            "cognito: StartUserImportJob": (
                "API_StartUserImportJob.html",
                "StartUserImportJob (API reference)",
            ),
        },
    ),
}
