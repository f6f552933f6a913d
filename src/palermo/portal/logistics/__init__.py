"""The preparations of an event as the secretariat's pages show them."""
