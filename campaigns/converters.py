from django.urls.converters import StringConverter


class DutyStepConverter(StringConverter):
    """The steps a unit takes with a click: an unknown verb is a 404."""

    regex = "submit|nothing|withdraw"


class JudgingMoveConverter(StringConverter):
    """What the planner does with a judging by a click: an unknown verb is a 404."""

    regex = "open|collect|stop"
