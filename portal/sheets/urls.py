from django.urls import path

from portal.sheets import views

app_name = "sheets"
urlpatterns = [
    path("", views.SheetList.as_view(), name="list"),
    path("uploads/<uuid:key>/", views.UploadPage.as_view(), name="upload"),
    path("uploads/<uuid:key>/marked/", views.UploadMarked.as_view(), name="marked"),
    path("uploads/<uuid:key>/import/", views.UploadImport.as_view(), name="import"),
    path("uploads/<uuid:key>/slips/", views.UploadSlips.as_view(), name="slips"),
    path("<slug:sheet>/", views.SheetUpload.as_view(), name="sheet"),
    path("<slug:sheet>/template/", views.SheetTemplate.as_view(), name="template"),
]
