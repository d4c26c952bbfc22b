"""The words that the catalogue and the book know, what each may mean, and where they stand in a text."""
