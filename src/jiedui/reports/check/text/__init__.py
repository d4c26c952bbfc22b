"""The text as it stands: its scene, what surrounds each statement, its times, places, lists and labels."""
