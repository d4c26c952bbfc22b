"""Changes of the tables of documents, in their order."""
