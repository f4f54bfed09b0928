"""Two commands: start the whole portal, and stop it without a trace.

Knows no other package of the portal, and no Django outside `management/`: what is here must work
before the settings can be read, and must start within tens of milliseconds.
"""
