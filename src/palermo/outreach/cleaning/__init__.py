"""Takes out of files what they say beside their content: who made them, when, where, and with which device."""
