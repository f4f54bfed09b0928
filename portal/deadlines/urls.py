from django.urls import path

from portal.deadlines import views

app_name = "deadlines"
urlpatterns = [path("", views.Calculator.as_view(), name="calculator")]
