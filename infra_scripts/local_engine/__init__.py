"""The embedded local AWS engine: its process, the guard before it, and the repairs of its answers."""
