"""What files that come back have in common, whatever was asked for: codes, flaws, keeping them, differences."""
