"""The demo city is made while the portal already serves."""

from portal.demo import actions
from portal.jobs.actions import Ended
from portal.jobs.tasks import acting


@acting
def tell_the_city(actor, at, progress):
    """Every app's stories, with progress on the coordinator's desk."""
    made = actions.seed_stories(progress=lambda what, done, total: progress(done, total, what))
    return Ended(url="/", message=f"已生成来件{made.get('cases', 0)}件。")
