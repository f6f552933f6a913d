"""Letters that the site writes: what one holds, and how it becomes a file."""
