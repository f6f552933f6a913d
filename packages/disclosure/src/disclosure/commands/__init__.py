"""One file per sub-command: `add` declares it, `run` does it and returns the exit status."""

import argparse

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]
