"""Reading, checking and harmonizing data on trafficking in persons before they are handed in."""
