"""Speakers, moderators and special invitees: what their pages show, and letters to them."""
