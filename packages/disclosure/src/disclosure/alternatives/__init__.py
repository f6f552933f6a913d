"""What can be done instead of hiding cells."""
