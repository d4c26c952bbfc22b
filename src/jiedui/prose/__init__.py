"""What official Chinese says: text in, statements of quantity out. Knows no other room."""
