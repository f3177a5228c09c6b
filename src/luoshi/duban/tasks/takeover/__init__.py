"""Yesterday's ledgers: a sheet's rows as the tasks they will become, everything that is wrong named by its cell."""
