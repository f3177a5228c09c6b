"""督办: the ledger as a web application, a Django project.  ``python -m luoshi.duban`` runs its commands."""
