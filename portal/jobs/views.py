"""How far a background job has come, for the person who started it."""

from django.http import Http404

from portal.access import Permission
from portal.jobs.models import Job
from portal.ui.views import PortalView, render


def job_of(request, key):
    job = Job.objects.visible_to(request.actor).filter(pk=key).first()
    if job is None:
        raise Http404
    return job


class JobPage(PortalView):
    """The page one may leave; what is finished stands in the notices too."""

    permission = Permission.DESK

    def get(self, request, key):
        return render(request, "jobs/job.html", {"job": job_of(request, key)})


class JobProgress(PortalView):
    """The bar alone, asked every two seconds until the job is over."""

    permission = Permission.DESK

    def get(self, request, key):
        return render(request, "jobs/progress.html", {"job": job_of(request, key)})
