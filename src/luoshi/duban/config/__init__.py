"""The project: settings from the environment, addresses, the entry for a server."""
