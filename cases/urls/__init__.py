from django.urls import path, register_converter

from cases import converters, views

register_converter(converters.CaseNumberConverter, "case")
register_converter(converters.StepConverter, "step")
register_converter(converters.OrderStepConverter, "order_step")
register_converter(converters.ReviewMoveConverter, "review_move")
register_converter(converters.FieldClassConverter, "field_class")

register_converter(converters.BlockConverter, "block")

app_name = "cases"
HER = "<case:number>/safety/"
safety = [
    path(HER, views.CaseSafety.as_view(), name="safety"),
    path(f"{HER}check/", views.CaseCheck.as_view(), name="check"),
    path(f"{HER}decline/", views.CaseDecline.as_view(), name="decline"),
    path(f"{HER}screening/", views.CaseScreening.as_view(), name="screening"),
    path(f"{HER}no-change/", views.CaseNoChange.as_view(), name="no-change"),
    path(f"{HER}risk/", views.CaseRisk.as_view(), name="risk"),
    path(f"{HER}act/", views.CaseAct.as_view(), name="act"),
    path(f"{HER}minor/", views.CaseMinor.as_view(), name="minor"),
    path(f"{HER}contact/", views.CaseContact.as_view(), name="contact"),
    path(f"{HER}evidence/", views.CaseEvidence.as_view(), name="evidence"),
    path(f"{HER}plan/", views.CasePlan.as_view(), name="plan"),
    path(f"{HER}plan/print/", views.CasePlanPrint.as_view(), name="plan-print"),
    path(f"{HER}warnings/new/", views.CaseWarningNew.as_view(), name="warning-new"),
    path(f"{HER}warnings/<int:pk>/", views.CaseWarning.as_view(), name="warning"),
    path(f"{HER}orders/new/", views.CaseOrderNew.as_view(), name="order-new"),
    path(f"{HER}orders/<int:pk>/", views.CaseOrder.as_view(), name="order"),
    path(
        f"{HER}orders/<int:pk>/<order_step:order_step>/",
        views.CaseOrderStep.as_view(),
        name="order-step",
    ),
]
discretion = [
    path("recusals/", views.RecusalList.as_view(), name="recusals"),
    path("<case:number>/discretion/", views.CaseDiscretion.as_view(), name="discretion"),
    path("<case:number>/readers/<int:pk>/end/", views.CaseReaderEnd.as_view(), name="reader-end"),
]
urlpatterns = [
    path("", views.CaseList.as_view(), name="list"),
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/file/", views.FiguresFile.as_view(), name="figures-file"),
    path("figures/issue/", views.FiguresIssueNew.as_view(), name="figures-issue"),
    path("figures/issued/", views.FiguresIssuedList.as_view(), name="figures-issued-list"),
    path("figures/issued/<int:pk>/", views.FiguresIssued.as_view(), name="figures-issued"),
    path(
        "figures/issued/<int:pk>/file/",
        views.FiguresIssuedFile.as_view(),
        name="figures-issued-file",
    ),
    path("figures/<slug:table>/", views.Figures.as_view(), name="figures-table"),
    path(
        "figures/<slug:table>/<slug:line>/<slug:column>/",
        views.FiguresCases.as_view(),
        name="figures-cases",
    ),
    path("export/", views.CaseExport.as_view(), name="export"),
    path("register/", views.CallRegister.as_view(), name="register"),
    path("register/history/", views.CallHistory.as_view(), name="history"),
    path("misdial/", views.Misdial.as_view(), name="misdial"),
    path("contacts/<int:pk>/withdraw/", views.ContactWithdraw.as_view(), name="withdraw"),
    path("filters/", views.FilterSave.as_view(), name="filter-save"),
    path("filters/<int:pk>/drop/", views.FilterDrop.as_view(), name="filter-drop"),
    path("waiting/", views.WaitingList.as_view(), name="waiting"),
    path("<case:number>/", views.CaseDetail.as_view(), name="detail"),
    path("<case:number>/edit/", views.CaseEdit.as_view(), name="edit"),
    path("<case:number>/tell/", views.CaseTell.as_view(), name="tell"),
    path("<case:number>/alarm/", views.CaseAlarm.as_view(), name="alarm"),
    path("<case:number>/label/", views.CaseLabel.as_view(), name="label"),
    path("<case:number>/readers/", views.CaseReader.as_view(), name="reader"),
    path("<case:number>/recusals/", views.CaseRecusal.as_view(), name="recusal"),
    path(
        "<case:number>/recusals/<int:pk>/end/",
        views.CaseRecusalEnd.as_view(),
        name="recusal-end",
    ),
    path("<case:number>/refer/", views.CaseRefer.as_view(), name="refer"),
    path("<case:number>/transfer/", views.CaseTransfer.as_view(), name="transfer"),
    path("<case:number>/complained/", views.CaseComplained.as_view(), name="complained"),
    path("<case:number>/emergency/", views.CaseEmergency.as_view(), name="emergency"),
    path("<case:number>/show/<field_class:field>/", views.CaseUnmask.as_view(), name="unmask"),
    path("<case:number>/form/<block:block>/", views.CaseForm.as_view(), name="form"),
    path("<case:number>/national/", views.CaseNational.as_view(), name="national"),
    path("<case:number>/repeat/", views.CaseRepeat.as_view(), name="repeat"),
    path("<case:number>/links/", views.CaseLinkAdd.as_view(), name="link"),
    path("<case:number>/links/<int:pk>/end/", views.CaseLinkEnd.as_view(), name="unlink"),
    path("<case:number>/procedure/", views.CaseProcedure.as_view(), name="procedure"),
    path("<case:number>/clocks/<int:pk>/pause/", views.ClockPause.as_view(), name="clock-pause"),
    path("<case:number>/clocks/<int:pk>/resume/", views.ClockResume.as_view(), name="clock-resume"),
    path("<case:number>/clocks/<int:pk>/extend/", views.ClockExtend.as_view(), name="clock-extend"),
    path("<case:number>/clocks/<int:pk>/decide/", views.ClockDecide.as_view(), name="clock-decide"),
    path("<case:number>/clocks/<int:pk>/told/", views.ClockTold.as_view(), name="clock-told"),
    path("<case:number>/instructions/", views.CaseInstruction.as_view(), name="instruction"),
    path("<case:number>/press/", views.CasePressAdd.as_view(), name="press"),
    path("<case:number>/press/reply/", views.CasePressReply.as_view(), name="press-reply"),
    path(
        "<case:number>/reviews/<int:pk>/original/",
        views.CaseReviewOriginal.as_view(),
        name="review-original",
    ),
    path(
        "<case:number>/reviews/<review_move:review_move>/",
        views.CaseReviewStep.as_view(),
        name="review",
    ),
    *safety,
    *discretion,
    path("<case:number>/undo/", views.CaseUndo.as_view(), name="undo"),
    path("<case:number>/<step:step>/", views.CaseStep.as_view(), name="step"),
]
