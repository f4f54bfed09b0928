from django.urls import path, register_converter

from families import converters
from families.views import households, rounds, scoring, standards, stations, villages

register_converter(converters.HouseholdNumber, "household")
register_converter(converters.VillageCode, "village")
register_converter(converters.AreaCode, "area")
register_converter(converters.StageName, "stage")
register_converter(converters.EntryVerb, "entry_verb")
register_converter(converters.RoundVerb, "round_verb")
register_converter(converters.StandardVerb, "standard_verb")
register_converter(converters.LeaveVerb, "leave_verb")
register_converter(converters.MarkVerb, "mark_verb")
register_converter(converters.FigureName, "figure")

app_name = "families"
VILLAGE = "rounds/<int:pk>/villages/<village:village>/"
urlpatterns = [
    path("", rounds.FamilyHome.as_view(), name="home"),
    path("households/", households.HouseholdList.as_view(), name="households"),
    path("households/new/", households.HouseholdNew.as_view(), name="household-new"),
    path("households/<household:number>/", households.HouseholdCard.as_view(), name="household"),
    path(
        "households/<household:number>/edit/",
        households.HouseholdEdit.as_view(),
        name="household-edit",
    ),
    path(
        "households/<household:number>/split/",
        households.HouseholdSplit.as_view(),
        name="household-split",
    ),
    path(
        "households/<household:number>/join/",
        households.HouseholdJoin.as_view(),
        name="household-join",
    ),
    path(
        "households/<household:number>/leave/<leave_verb:how>/",
        households.HouseholdLeave.as_view(),
        name="household-leave",
    ),
    path(
        "households/<household:number>/mark/<mark_verb:what>/",
        households.HouseholdMark.as_view(),
        name="household-mark",
    ),
    path("figures/<figure:what>/", households.VillageFigures.as_view(), name="figures"),
    path("stations/", stations.StationList.as_view(), name="stations"),
    path("stations/new/", stations.StationNew.as_view(), name="station-new"),
    path("stations/coverage/", stations.StationCoverage.as_view(), name="coverage"),
    path("stations/<int:pk>/", stations.StationPage.as_view(), name="station"),
    path("stations/<int:pk>/edit/", stations.StationEdit.as_view(), name="station-edit"),
    path("stations/<int:pk>/close/", stations.StationClose.as_view(), name="station-close"),
    path("standards/", standards.StandardList.as_view(), name="standards"),
    path("standards/<int:pk>/", standards.StandardPage.as_view(), name="standard"),
    path("standards/<int:pk>/edit/", standards.StandardEdit.as_view(), name="standard-edit"),
    path("standards/<int:pk>/change/", standards.StandardChange.as_view(), name="standard-change"),
    path(
        "standards/<int:pk>/<standard_verb:act>/",
        standards.StandardAct.as_view(),
        name="standard-act",
    ),
    path("rounds/", rounds.RoundList.as_view(), name="rounds"),
    path("rounds/new/", rounds.RoundNew.as_view(), name="round-new"),
    path("rounds/<int:pk>/", rounds.RoundPage.as_view(), name="round"),
    path("rounds/<int:pk>/edit/", rounds.RoundEdit.as_view(), name="round-edit"),
    path("rounds/<int:pk>/in/<area:area>/", rounds.RoundPage.as_view(), name="round-area"),
    path("rounds/<int:pk>/<round_verb:act>/", rounds.RoundAct.as_view(), name="round-act"),
    path(VILLAGE, villages.VillageGrid.as_view(), name="village"),
    path(VILLAGE + "sheet/", villages.VillageSheet.as_view(), name="sheet"),
    path(VILLAGE + "hand-in/<stage:stage>/", villages.VillageHandIn.as_view(), name="hand-in"),
    path(VILLAGE + "agree/<stage:stage>/", villages.VillageAgree.as_view(), name="agree"),
    path("entries/<int:pk>/", scoring.EntryScore.as_view(), name="score"),
    path("entries/<int:pk>/send-back/", scoring.EntrySendBack.as_view(), name="send-back"),
    path("entries/<int:pk>/verify/", scoring.EntryVerify.as_view(), name="verify"),
    path("entries/<int:pk>/<entry_verb:step>/", scoring.EntryStep.as_view(), name="step"),
]
