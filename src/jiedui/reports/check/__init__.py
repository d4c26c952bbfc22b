"""Checking a report against the book: what each statement means, what the book says, and whether they agree."""
