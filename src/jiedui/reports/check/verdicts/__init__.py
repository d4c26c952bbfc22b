"""What the book makes of the readings: confirmed, contradicted or open, and how well an accusation stands."""
