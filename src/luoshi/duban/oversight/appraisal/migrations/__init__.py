"""Changes of the tables of appraisal."""
