"""What plans publish (公告): notices, result lists and sheets in the layout of official documents."""
