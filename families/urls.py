from django.urls import path, register_converter

from families import converters
from families.views import (
    figures,
    households,
    notices,
    plaques,
    rounds,
    scoring,
    selection,
    standards,
    stations,
    vetting,
    villages,
)

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
register_converter(converters.PlaqueNumber, "plaque")
register_converter(converters.PlaqueToken, "token")
register_converter(converters.RecheckWord, "found")
register_converter(converters.VettingForm, "vetting_form")
register_converter(converters.VettingAct, "vetting_act")
register_converter(converters.VettingMark, "vetting_mark")

app_name = "families"
ROUND = "rounds/<int:pk>/"
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
    path(ROUND + "selection/", selection.SelectionLists.as_view(), name="selection"),
    path(ROUND + "selection/table/", selection.SelectionExport.as_view(), name="selection-table"),
    path(
        ROUND + "selection/<area:area>/", selection.SelectionArea.as_view(), name="selection-area"
    ),
    path(
        ROUND + "selection/<area:area>/draw/",
        selection.SelectionDraw.as_view(),
        name="selection-draw",
    ),
    path(
        "selections/<int:pk>/<found:found>/",
        selection.SelectionRecheck.as_view(),
        name="selection-recheck",
    ),
    path(ROUND + "vetting/", vetting.VettingPage.as_view(), name="vetting"),
    path(
        ROUND + "vetting/<vetting_form:what>/",
        vetting.VettingTyped.as_view(),
        name="vetting-typed",
    ),
    path(ROUND + "vetting/<vetting_act:act>/", vetting.VettingAct.as_view(), name="vetting-act"),
    path(
        ROUND + "vetting/<int:selection>/<vetting_mark:mark>/",
        vetting.VettingMark.as_view(),
        name="vetting-mark",
    ),
    path(ROUND + "notice/", notices.NoticePage.as_view(), name="notice"),
    path(ROUND + "notice/post/", notices.NoticePost.as_view(), name="notice-post"),
    path(ROUND + "notice/sheet/", notices.NoticeSheet.as_view(), name="notice-sheet"),
    path(ROUND + "notice/object/", notices.NoticeObject.as_view(), name="notice-object"),
    path(
        ROUND + "notice/objections/<int:objection>/",
        notices.ObjectionDecide.as_view(),
        name="objection",
    ),
    path(ROUND + "notice/close/", notices.NoticeClose.as_view(), name="notice-close"),
    path(ROUND + "naming/", notices.RoundName.as_view(), name="naming"),
    path(ROUND + "plaques/", notices.PlaquesIssue.as_view(), name="plaques-issue"),
    path("plaques/", plaques.PlaqueList.as_view(), name="plaques"),
    path("plaques/<plaque:number>/", plaques.PlaquePage.as_view(), name="plaque"),
    path(
        "plaques/<plaque:number>/review/", plaques.PlaqueReviewing.as_view(), name="plaque-review"
    ),
    path(
        "plaques/<plaque:number>/reissue/", plaques.PlaqueReissue.as_view(), name="plaque-reissue"
    ),
    path("plaque/<token:token>/", plaques.PlaqueStatus.as_view(), name="plaque-status"),
    path("rounds/<int:pk>/figures/", figures.Rates.as_view(), name="rates"),
    path("rounds/<int:pk>/figures/in/<area:area>/", figures.Rates.as_view(), name="rates-area"),
    path("rounds/<int:pk>/figures/file/", figures.RatesFile.as_view(), name="rates-file"),
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
