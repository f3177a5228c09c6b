"""What people type about formulas and appeals, checked."""
