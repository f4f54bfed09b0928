from django.urls import path

from portal.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.Desk.as_view(), name="desk"),
    path("year/", views.Year.as_view(), name="year"),
    path("notices/", views.NoticeList.as_view(), name="notices"),
    path("notices/seen/", views.NoticesSeen.as_view(), name="notices-seen"),
    path("notices/<uuid:key>/", views.NoticeOpen.as_view(), name="notice"),
]
