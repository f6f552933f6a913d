"""The calendar that matters to a secretariat: what happens and what is due, for one reader, as a page and as iCal."""
