"""Checks (核对): the reports that users had checked, each kept for its user with its text, its scope and its edits."""
