"""What the templates can ask for about lights."""
