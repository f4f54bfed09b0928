from django.urls import path, register_converter

from campaigns import converters, views
from campaigns.views import intake, judging, overlap, report, scoring, text

register_converter(converters.DutyStepConverter, "duty_step")
register_converter(converters.JudgingMoveConverter, "judging_move")

app_name = "campaigns"
urlpatterns = [
    path("", views.CampaignHome.as_view(), name="home"),
    path("new/", views.CampaignNew.as_view(), name="new"),
    path("<int:pk>/", views.CampaignDetail.as_view(), name="campaign"),
    path("<int:pk>/plan/", views.CampaignPlan.as_view(), name="plan"),
    path("<int:pk>/sign/", views.CampaignSign.as_view(), name="sign"),
    path("<int:pk>/forward/", views.CampaignForward.as_view(), name="forward"),
    path("<int:pk>/towns/", views.CampaignTowns.as_view(), name="towns"),
    path("<int:pk>/close/", views.CampaignClose.as_view(), name="close"),
    path("<int:pk>/reopen/", views.CampaignReopen.as_view(), name="reopen"),
    path("<int:pk>/board/", views.Board.as_view(), name="board"),
    path("<int:pk>/board/accept/", views.AcceptAll.as_view(), name="accept-all"),
    path("<int:pk>/summary/", views.CampaignSummary.as_view(), name="summary"),
    path("<int:pk>/summary/tables/", views.SummaryTables.as_view(), name="tables"),
    path("<int:pk>/summary/figure/", views.SummaryFigure.as_view(), name="figure"),
    path("<int:pk>/overlaps/", overlap.Overlaps.as_view(), name="overlaps"),
    path(
        "<int:pk>/overlaps/<int:overlap>/undo/",
        overlap.OverlapUndo.as_view(),
        name="overlap-undo",
    ),
    path("<int:pk>/chase/", views.CampaignChase.as_view(), name="chase"),
    path("<int:pk>/intake/", intake.Intake.as_view(), name="intake"),
    path("<int:pk>/intake/take/", intake.IntakeTake.as_view(), name="intake-take"),
    path("participations/<int:pk>/call/", views.ChaseCall.as_view(), name="call"),
    path("participations/<int:pk>/sign/", views.SignOnBehalf.as_view(), name="sign-on-behalf"),
    path("duties/<int:pk>/", views.DutyDetail.as_view(), name="duty"),
    path("duties/<int:pk>/review/", views.DutyReview.as_view(), name="review"),
    path("duties/<int:pk>/accept/", views.DutyAccept.as_view(), name="accept"),
    path("duties/<int:pk>/return/", views.DutyReturn.as_view(), name="return"),
    path("duties/<int:pk>/hints/", views.DutyHints.as_view(), name="hints"),
    path("duties/<int:pk>/exception/", views.DutyException.as_view(), name="exception"),
    path("duties/<int:pk>/behalf/", views.DutyBehalf.as_view(), name="behalf"),
    path("duties/<int:pk>/confirm/", views.DutyConfirm.as_view(), name="confirm"),
    path("duties/<int:pk>/<duty_step:step>/", views.DutyStep.as_view(), name="duty-step"),
    path("<int:pk>/cases/", text.CaseGallery.as_view(), name="cases"),
    path("<int:pk>/cases/collection/", text.CaseCollection.as_view(), name="case-collection"),
    path("<int:pk>/judging/", judging.JudgingPanel.as_view(), name="judging"),
    path("<int:pk>/judging/result/", scoring.JudgingResultPage.as_view(), name="judging-result"),
    path("<int:pk>/judging/judges/", judging.JudgesAdd.as_view(), name="judges"),
    path(
        "<int:pk>/judging/judges/<int:seat>/release/",
        judging.JudgeRelease.as_view(),
        name="judge-release",
    ),
    path(
        "<int:pk>/judging/cases/<int:case_number>/",
        judging.JudgedCaseView.as_view(),
        name="judged-case",
    ),
    path(
        "<int:pk>/judging/cases/<int:case_number>/drop/",
        judging.JudgedCaseDrop.as_view(),
        name="judged-case-drop",
    ),
    path(
        "<int:pk>/judging/<judging_move:judging_move>/",
        judging.JudgingMove.as_view(),
        name="judging-move",
    ),
    path("scores/", scoring.ScoreList.as_view(), name="scores"),
    path("scores/<int:pk>/", scoring.ScoreCase.as_view(), name="score"),
    path("scores/<int:pk>/aside/", scoring.ScoreAside.as_view(), name="score-aside"),
    path("duties/<int:duty>/text/", text.TextFill.as_view(), name="text-fill"),
    path("duties/<int:duty>/text/confirm/", text.TextConfirm.as_view(), name="text-confirm"),
    path("duties/<int:duty>/text/docx/", text.TextPaper.as_view(), name="text-paper"),
    path("duties/<int:duty>/text/start/", text.TextStart.as_view(), name="text-start"),
    path("duties/<int:duty>/text/import/", text.TextImport.as_view(), name="text-import"),
    path("duties/<int:duty>/text/reading/", text.CaseRead.as_view(), name="case-reading"),
    path("duties/<int:duty>/report/", report.ReportFill.as_view(), name="report-fill"),
    path(
        "duties/<int:duty>/report/confirm/",
        report.ReportConfirm.as_view(),
        name="report-confirm",
    ),
    path(
        "duties/<int:duty>/report/<slug:code>/",
        report.ReportCorrect.as_view(),
        name="report-cell",
    ),
    path("activities/", views.ActivityList.as_view(), name="activities"),
    path("activities/new/", views.ActivityNew.as_view(), name="activity-new"),
    path("activities/<int:activity>/", views.ActivityPage.as_view(), name="activity"),
    path(
        "activities/<int:activity>/change/",
        views.ActivityChange.as_view(),
        name="activity-change",
    ),
    path(
        "activities/<int:activity>/withdraw/",
        views.ActivityWithdraw.as_view(),
        name="activity-withdraw",
    ),
    path("activities/<int:activity>/tally/", views.ActivityTally.as_view(), name="tally"),
]
