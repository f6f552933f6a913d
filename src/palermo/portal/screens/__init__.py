"""Screens at an event: what each is given to show, in six languages, so that it can go on by itself."""
