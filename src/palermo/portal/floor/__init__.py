"""Speakers' lists as those in the room see them: the order, who speaks, how much time is used."""
