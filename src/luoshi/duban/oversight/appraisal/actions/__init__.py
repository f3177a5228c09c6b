"""What can be done with formulas, scores and appeals, one action a file."""
