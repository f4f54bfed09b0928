from django.urls import path

from portal.ui import views

app_name = "ui"
urlpatterns = [
    path("gallery/", views.Gallery.as_view(), name="gallery"),
    path("letters/", views.Letters.as_view(), name="letters"),
]
