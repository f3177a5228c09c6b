"""结转: what a register has unfinished, where it can go on, and the lists of what went."""
