"""The workbench: an API and users made for a run of scenarios, and removed after it."""
