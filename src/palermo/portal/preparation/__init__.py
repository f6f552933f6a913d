"""The preparation of events on the site: what its rows are called, what its pages show."""
