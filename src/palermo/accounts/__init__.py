"""People, delegations, organisations, States, places, roles and sign-in."""
