"""The ledger: plans, tasks, assignments, and every action on them."""
