"""What kind each statement is: heading, directive, achievement or context."""
