"""What a screen shows at an instant: what goes on, what comes next, and which notices stand."""
