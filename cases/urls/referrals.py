"""转入 and 转出: what units ask of one another, and cases offered within the own system."""

from django.urls import path, register_converter

from cases import converters
from cases.views import referrals as views

register_converter(converters.MoveConverter, "move")
register_converter(converters.OfferConverter, "offer_act")

app_name = "referrals"
urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("sent/", views.Sent.as_view(), name="sent"),
    path("sheet/", views.Sheet.as_view(), name="sheet"),
    path("receive/", views.ReceiveMany.as_view(), name="receive"),
    path("<int:pk>/", views.Detail.as_view(), name="detail"),
    path("<int:pk>/chase/", views.ChaseAdd.as_view(), name="chase"),
    path("<int:pk>/<move:move>/", views.Step.as_view(), name="step"),
    path("transfers/<int:pk>/", views.TransferDetail.as_view(), name="transfer"),
    path("transfers/<int:pk>/<offer_act:act>/", views.TransferAct.as_view(), name="transfer-act"),
]
