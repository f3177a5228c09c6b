"""督查单 as an Excel file: sent along, filled in on the way, read when it comes back."""
