"""What the README claims about speed and memory, to be run again."""
