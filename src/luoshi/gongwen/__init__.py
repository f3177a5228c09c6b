"""Read official Chinese documents (公文) into plans: a pure library without clock or network."""
