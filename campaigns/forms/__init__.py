"""What is typed on the pages of campaigns, by subject."""

from campaigns.forms.activity import ActivityEntry, TapForm

__all__ = ["ActivityEntry", "TapForm"]
