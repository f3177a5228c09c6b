"""公开: what a supervisor releases, told to everybody: what was promised, by whom, by when, where it stands."""
