"""A task's page without HTTP: what stands where, in few queries whatever the length of its history."""
