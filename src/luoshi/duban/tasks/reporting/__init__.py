"""Reports of units that do not sign in: what they owe as a sheet, a text, a link or a paper, and what comes back."""
