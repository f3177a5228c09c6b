"""督查通报 and 专报: drafted from the ledger, edited in the page, approved, issued, answered for."""
