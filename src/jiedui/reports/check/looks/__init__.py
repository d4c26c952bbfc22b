"""Further looks at what the first reading left open, each with a bound on what chance may do."""
