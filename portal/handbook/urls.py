from django.urls import path

from portal.handbook import views

app_name = "handbook"
urlpatterns = [
    path("", views.Contents.as_view(), name="contents"),
    path("<slug:page>/", views.OnePage.as_view(), name="page"),
]
