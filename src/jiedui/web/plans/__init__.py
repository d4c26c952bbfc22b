"""Plans of renewal and resettlement that the pages made for a user."""
