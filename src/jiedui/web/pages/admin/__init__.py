"""Administration (管理): users and roles, what is declared, proving the book, backup."""
