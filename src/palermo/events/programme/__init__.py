"""What is computed of a programme: the plan as it stands, its conflicts, its frozen content, what changed in it."""
