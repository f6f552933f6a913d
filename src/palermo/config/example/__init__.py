"""An invented Forum as large as they come: to be looked at beside a demonstration, to be measured and tested on.

Nobody in it is a real person, and nothing in it took place.
"""
