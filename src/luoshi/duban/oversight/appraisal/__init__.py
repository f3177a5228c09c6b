"""考评: a unit's score by a formula that a register sets, explained down to its tasks ([docs/appraisal.md])."""
