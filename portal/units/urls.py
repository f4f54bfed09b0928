from django.urls import path

from portal.units import views

app_name = "units"
urlpatterns = [path("", views.UnitTree.as_view(), name="tree")]
