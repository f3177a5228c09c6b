"""The ledger as people look at it: filters, words, order, columns, saved views and exports; no HTTP."""
