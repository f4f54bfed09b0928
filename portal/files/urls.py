from django.urls import path, register_converter

from portal.files import converters, views

register_converter(converters.WordConverter, "holder")
register_converter(converters.RecordConverter, "record")
register_converter(converters.SizeConverter, "size")

app_name = "files"
urlpatterns = [
    path("<holder:holder>/<record:record>/", views.FileList.as_view(), name="list"),
    path("<holder:holder>/<record:record>/order/", views.FileOrder.as_view(), name="order"),
    path("<holder:holder>/<record:record>/disc/", views.FileDisc.as_view(), name="disc"),
    path("<holder:holder>/<record:record>/<uuid:file>/", views.FilePage.as_view(), name="file"),
    path(
        "<holder:holder>/<record:record>/<uuid:file>/content/",
        views.FileContent.as_view(),
        name="content",
    ),
    path(
        "<holder:holder>/<record:record>/<uuid:file>/remove/",
        views.FileRemove.as_view(),
        name="remove",
    ),
    path(
        "<holder:holder>/<record:record>/<uuid:file>/restore/",
        views.FileRestore.as_view(),
        name="restore",
    ),
    path(
        "<holder:holder>/<record:record>/<uuid:file>/blur/",
        views.FileBlur.as_view(),
        name="blur",
    ),
    path(
        "<holder:holder>/<record:record>/<uuid:file>/<size:size>/",
        views.FileCopy.as_view(),
        name="copy",
    ),
]
