"""Tags of the pages of the overview."""
