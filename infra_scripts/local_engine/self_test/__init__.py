"""The self-test at each start: real calls that prove the repairs and that saving works."""
