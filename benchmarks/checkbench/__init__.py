"""A benchmark for checkers of official reports: reports with known answers from any book, a scorer, and baselines.

The answers are reckoned by plain loops over the rows of the book (``tables``), the bounds of a wording by the rules of
the language written down here once more (``wording``): nothing of them comes from the checker that is measured. A report
is plain text, its answers and a checker's are JSON of one form, so that any other checker can take part.
"""
