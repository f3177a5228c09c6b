"""Pages of plans and tasks; a view asks an action and shows what came of it."""
