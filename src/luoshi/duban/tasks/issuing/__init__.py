"""From an approved plan to issued tasks: numbers, assignments, and the papers that go out."""
