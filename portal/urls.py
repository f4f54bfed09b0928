"""Every address of the portal.

Those that stay: /healthz, /sign-in/, /, /cases/, /campaigns/, /families/, /admin/.
"""

from django.contrib import admin
from django.urls import include, path

from portal.desk.views import Health

urlpatterns = [
    path("healthz", Health.as_view(), name="healthz"),
    path("", include("portal.desk.urls")),
    path("", include("portal.accounts.urls")),
    path("units/", include("portal.units.urls")),
    path("ui/", include("portal.ui.urls")),
    path("drafts/", include("portal.drafts.urls")),
    path("jobs/", include("portal.jobs.urls")),
    path("search/", include("portal.search.urls")),
    path("papers/", include("portal.papers.urls")),
    path("files/", include("portal.files.urls")),
    path("log/", include("portal.audit.urls")),
    path("deadlines/", include("portal.deadlines.urls")),
    path("handbook/", include("portal.handbook.urls")),
    path("sheets/", include("portal.sheets.urls")),
    path("admin/", admin.site.urls),
    path("cases/", include("cases.urls")),
    path("referrals/", include("cases.urls.referrals")),
    path("campaigns/", include("campaigns.urls")),
    path("families/", include("families.urls")),
]

handler400 = "portal.ui.errors.handler400"
handler403 = "portal.ui.errors.handler403"
handler404 = "portal.ui.errors.handler404"
handler500 = "portal.ui.errors.handler500"
