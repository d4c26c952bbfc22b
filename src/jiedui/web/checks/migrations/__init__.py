"""Changes of the tables of the checks, in their order."""
