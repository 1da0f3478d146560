"""The guided walkthrough: its steps, its stack of its own, and what running a step does."""
