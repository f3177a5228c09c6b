"""What kinds of matter there are: columns, rules, legal basis; yesterday's ledger taken over."""
