from django.urls import path

from portal.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:key>/", views.JobPage.as_view(), name="job"),
    path("<uuid:key>/progress/", views.JobProgress.as_view(), name="progress"),
]
