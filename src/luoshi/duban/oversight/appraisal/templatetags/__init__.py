"""What the templates of appraisal, and pages above units and registers, can ask for."""
