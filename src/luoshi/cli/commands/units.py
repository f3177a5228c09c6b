"""``luoshi units``: the unit register, to look at, to take over and to hand on."""
