"""How the tables of the jobs came to be."""
