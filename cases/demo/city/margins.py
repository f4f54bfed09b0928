"""How many of what: the margins of demo_city.md e5, as it prints them.

Years are counted back from the present one, so that the city does not grow old.
"""

YEARS = (2, 1, 0)  # so many years ago
UNITS = {
    "4104": (13, 16, 19),
    "410402": (13, 16, 17),
    "410403": (11, 14, 15),
    "410404": (2, 3, 3),
    "410411": (8, 10, 12),
    "410421": (6, 7, 9),
    "410422": (7, 9, 10),
    "410423": (8, 10, 10),
    "410425": (6, 7, 7),
    "410481": (3, 4, 5),
    "410482": (6, 7, 7),
}
CLASSES = {
    "01": (54, 66, 72),
    "02": (6, 7, 9),
    "03": (9, 12, 13),
    "04": (8, 11, 11),
    "05": (1, 2, 3),
    "06": (1, 0, 1),
    "07": (4, 5, 5),
}
VIOLENCE = (16, 20, 22)  # of 0101 in each year
CHANNELS = {
    "call_12338": 171, "visit": 78, "online": 14, "letter": 5, "superior": 6,
    "hotline_12345": 9, "petition_office": 6, "member_unit": 8, "screening": 3,
}  # fmt: skip
REPEATS = 22
COLOURS = {"red": 9, "orange": 11, "yellow": 21, "blue": 17}
WARNINGS, ORDERS, ORDERS_ISSUED, ON_BEHALF, SHELTERED = 19, 7, 6, 2, 5
ASSISTANCE = {"counsel": 96, "assist": 31, "act_for": 9}
# What each is in this portal: `state_of` in telling.py says it of a case.
STATES = {
    "archived": 172, "closed": 24, "answered": 18, "handling": 22, "waiting": 6, "received": 14,
    "returning": 2, "extended": 4, "paused": 2, "late": 5, "undecided": 5, "repeat": 2,
    "redirected": 16, "filed": 8,
}  # fmt: skip
OPEN = ("undecided", "repeat", "waiting", "returning", "received", "handling", "extended",
        "paused", "late")  # fmt: skip
CONSULTATIONS, MISDIALS = 760, 96
