"""Other ways to check a report, each in a few hundred lines at most, measured beside ours on the same reports."""
