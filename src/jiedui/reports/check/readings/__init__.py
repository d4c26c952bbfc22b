"""What a statement may mean: amounts, shares, rates, ranks and what else is made of them, blind to its value."""
