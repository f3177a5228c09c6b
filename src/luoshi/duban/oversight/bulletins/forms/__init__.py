"""What people type about bulletins."""
