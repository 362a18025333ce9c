"""Why there is no backup, or nothing was restored; told to whoever typed the command."""


class Refused(Exception):
    """Nothing was changed. The text says why, and what to do."""
