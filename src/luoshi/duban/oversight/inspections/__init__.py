"""督查: a plan, its route, what is looked at in each unit, findings, conclusions, what follows from them."""
