"""回头看: some of what was closed out is drawn by lot, weighted by risk, and looked at again."""
