"""The planning room (规划): from what the book knows to what to do next, as pure functions with their reasons."""
