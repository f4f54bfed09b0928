"""The strict headers of every answer."""

STRICT = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
# Never within a policy: the first two open the door to what somebody typed, the last to others.
LOOSE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


def policy_of(answer):
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: " ".join(values) for name, *values in parts}


def check_headers(answer):
    assert policy_of(answer) == STRICT
    assert not any(word in answer.headers["Content-Security-Policy"] for word in LOOSE)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
