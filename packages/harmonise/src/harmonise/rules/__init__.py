"""What is checked, as queries, each with an id, a severity and words in six languages."""
