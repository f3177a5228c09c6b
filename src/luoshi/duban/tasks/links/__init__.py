"""Personal links: their secrets, how often somebody may try, and pages that nobody keeps."""
