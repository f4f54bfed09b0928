from django.urls import path, register_converter

from portal.drafts import views
from portal.drafts.converters import DraftName

register_converter(DraftName, "draft")

app_name = "drafts"
urlpatterns = [
    path("<draft:form>/", views.DraftKeep.as_view(), name="keep"),
    path("<draft:form>/discard/", views.DraftDiscard.as_view(), name="discard"),
]
