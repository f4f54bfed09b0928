from django.urls import path

from campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.CampaignHome.as_view(), name="home"),
    path("activities/", views.ActivityList.as_view(), name="activities"),
    path("activities/new/", views.ActivityNew.as_view(), name="activity-new"),
    path("activities/<int:activity>/", views.ActivityPage.as_view(), name="activity"),
    path(
        "activities/<int:activity>/change/",
        views.ActivityChange.as_view(),
        name="activity-change",
    ),
    path(
        "activities/<int:activity>/withdraw/",
        views.ActivityWithdraw.as_view(),
        name="activity-withdraw",
    ),
    path("activities/<int:activity>/tally/", views.ActivityTally.as_view(), name="tally"),
]
