"""What the engine keeps: one holder of its files at a time, reading them, saving them."""
