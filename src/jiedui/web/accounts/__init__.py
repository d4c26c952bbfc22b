"""Accounts (用户): who may come in, and which roles each user holds for which regions."""
