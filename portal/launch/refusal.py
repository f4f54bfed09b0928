"""What stops a command with a sentence for the person at the keyboard, not with a traceback."""


class Refusal(Exception):
    """A command cannot go on; the text says in Chinese why, and what to do next."""
