"""Reports: written from the figures, and checked against them."""
