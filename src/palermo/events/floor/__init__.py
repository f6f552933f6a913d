"""Speaking time: who has used how much of it, and how long whoever is given the floor may speak."""
