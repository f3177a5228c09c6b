"""亮灯: computed from facts by rules that are data; each light says why."""
