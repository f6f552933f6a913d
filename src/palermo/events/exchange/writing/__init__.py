"""A released version as files of other systems. The readers of this folder's files find again what was written."""
