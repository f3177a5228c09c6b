"""What the templates of letters can ask for."""
