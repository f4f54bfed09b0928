"""What the portal keeps in a session beside Django's own: two clocks and what is still owed."""

from datetime import UTC, datetime, timedelta

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970
ENDED = "ended"  # the session before this one idled or lasted too long
NEEDS_FACTOR = "needs_factor"  # a second factor is set up and was not yet given
TOUCH_EVERY = timedelta(minutes=1)  # one write of the session a minute, not one a request


def begin(session, now):
    session[BEGAN] = session[SEEN] = int(now.timestamp())


def clocks(session, now):
    """(began, seen) as datetimes; a session without clocks begins now."""
    if BEGAN not in session:
        begin(session, now)
    return tuple(datetime.fromtimestamp(session[key], UTC) for key in (BEGAN, SEEN))


def touch(session, now):
    if now.timestamp() - session[SEEN] > TOUCH_EVERY.total_seconds():
        session[SEEN] = int(now.timestamp())
