"""What every room shares: problems with their places, units of measure, periods of time."""
