"""Changes of the tables of the accounts, in their order."""
