"""The ways out: one module a kind of channel; :mod:`.ways` names which kind goes which way."""
