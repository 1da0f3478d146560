"""The embedded local AWS engine: its process, the guard before it, and its repairs."""
