"""Events, outcomes, recommendations."""
