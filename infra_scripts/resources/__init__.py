"""The kinds of AWS resources of the lab, one file each; they talk to AWS only by `services.aws`."""
