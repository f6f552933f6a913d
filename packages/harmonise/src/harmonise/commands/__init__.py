"""The sub-commands of `harmonise`, a file each."""
