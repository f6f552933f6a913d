"""Bodies, decisions, mandates, meetings, guidance, endorsements, activities."""
