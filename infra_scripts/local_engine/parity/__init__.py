"""Repairs of the local engine's wrong answers: wraps around its functions, one file per subject."""
