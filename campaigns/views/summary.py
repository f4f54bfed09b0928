"""The city's summary, and each of its numbers opened."""

from django.contrib import messages
from django.http import Http404

from campaigns import actions, exports
from campaigns.forms.summary import SummaryForm
from campaigns.presenters import board
from campaigns.presenters import summary as shown
from campaigns.views.campaign import CampaignView
from portal import clock
from portal.access import Permission
from portal.audit import actions as audit
from portal.drafts.views import DraftMixin
from portal.sheets.exports import watermark
from portal.sheets.views import download
from portal.ui.views import redirect_to, render


class SummaryView(CampaignView):
    """For the unit that planned the campaign; else 404."""

    permission = Permission.CAMPAIGN_PLAN

    @property
    def planned(self):
        if (
            self.campaign.unit_code != self.request.actor.unit_code
            or self.campaign.published_at is None
        ):
            raise Http404
        return self.campaign


class CampaignSummary(DraftMixin, SummaryView):
    """Words and figures: read above, written below until it is issued."""

    form_class = SummaryForm

    def summary_page(self, form, status=200):
        context = shown.page_of(self.planned, self.request.actor)
        context |= {"form": form, **self.draft_context(self.campaign.pk)}
        return render(self.request, "campaigns/summary.html", context, status=status)

    def get(self, request, pk):
        summary = shown.summary_of(self.planned, request.actor)
        initial = {
            "text": shown.text_of(self.campaign, summary),
            "version": summary.version if summary else 0,
        }
        if summary and summary.is_issued:
            return self.summary_page(None)
        return self.summary_page(self.open_form(pk, initial=initial))

    def post(self, request, pk):
        form = self.sent_form() if self.planned else None
        if form.is_valid() and (url := self.send(form, lambda: self.write(form), pk)):
            messages.success(request, "已保存，数字已按通过的材料算好。")
            return redirect_to(request, url)
        return self.summary_page(form, 422)

    def write(self, form):
        actions.write_summary(
            campaign=self.campaign,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            actor=self.request.actor,
            at=clock.now(),
        )
        return f"{self.campaign.get_absolute_url()}summary/"


class SummaryTables(SummaryView):
    """全部表格 as one xlsx; that it was taken is in the log."""

    def get(self, request, pk):
        at, actor = clock.now(), request.actor
        content = exports.tables_of(
            heading=str(self.planned),
            versions=shown.accepted_versions(self.campaign, actor),
            cells=shown.cells_of(self.campaign, actor),
            board=board.rows_of(self.campaign, actor, clock.today()),
            mark=watermark(actor, at, is_personal=False),
        )
        audit.record(actor=actor, action="campaign.tables", target=self.campaign, at=at)
        return download(content, f"{self.campaign}统计表.xlsx")


class SummaryFigure(SummaryView):
    """数字来源: which units, which versions, which formula."""

    def get(self, request, pk):
        found = shown.figure_of(self.planned, request.GET.get("of", "")[:20], request.actor)
        if found is None:
            raise Http404
        return render(request, "campaigns/figure.html", found)
