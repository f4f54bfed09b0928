from django.urls import path, register_converter

from portal.papers import converters, views

register_converter(converters.KindConverter, "paper_kind")
register_converter(converters.RecordConverter, "paper_record")
register_converter(converters.PaperConverter, "paper")

app_name = "papers"
urlpatterns = [
    path("", views.PaperList.as_view(), name="list"),
    path("word/", views.WordRead.as_view(), name="word"),
    path("new/<paper_kind:kind>/<paper_record:record>/", views.PaperNew.as_view(), name="new"),
    path("<paper:paper>/", views.PaperDetail.as_view(), name="detail"),
    path("<paper:paper>/docx/", views.PaperDownload.as_view(), name="download"),
    path("<paper:paper>/print/", views.PaperPrint.as_view(), name="print"),
    path("<paper:paper>/void/", views.PaperVoid.as_view(), name="void"),
    path("<paper:paper>/final/", views.FinalUpload.as_view(), name="final"),
    path("<paper:paper>/final/confirm/", views.FinalConfirm.as_view(), name="confirm"),
]
