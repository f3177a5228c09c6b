"""Pages of formulas, scores and appeals."""
