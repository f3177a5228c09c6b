"""What the templates of plans and tasks can ask for."""
