"""Statistical disclosure control: publishing figures on people that nobody can unmask."""

from disclosure import errors as errors

__all__ = ["errors"]
