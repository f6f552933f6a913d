"""Finding anything that a reader may see, in six languages."""
