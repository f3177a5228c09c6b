"""What a person types, checked."""
