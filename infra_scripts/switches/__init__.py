"""Switches that break the walkthrough's stack, each a real change, and putting them back."""
