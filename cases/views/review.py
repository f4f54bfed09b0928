"""复查 and 复核: a request is registered, then its result."""

from functools import cached_property

from django.http import Http404

from cases import actions, forms
from cases.presenters import review as presenters
from cases.rules import review as rules
from cases.views.page_form import PageForm
from portal.access import Permission


class CaseReviewStep(PageForm):
    """One move of rules.review.MOVES; an unknown one is a 404 by the address itself."""

    permission = Permission.CASE_HANDLE
    form_class = staticmethod(forms.review_form)
    said = "已登记。"
    frame = "cases/review.html"

    @property
    def move(self):
        return rules.MOVES[self.kwargs["review_move"]]

    @property
    def title(self):
        return self.move.label

    @property
    def submit(self):
        return self.move.label

    def extra(self):
        return {"move": self.move}

    def initial(self):
        return presenters.first_values(self.case, self.move, self.request.actor)

    def more(self):
        return presenters.move_page(self.case, self.move, self.request.actor)

    def write(self, form):
        action = actions.ask_review if self.move.asks else actions.answer_review
        self.do(action, move=self.move.name, **form.cleaned_data)


class CaseReviewOriginal(PageForm):
    """The stamped paper of a result, where it came later."""

    permission = Permission.CASE_HANDLE
    form_class = forms.ReviewOriginalForm
    title = submit = "补传盖章原件"
    said = "已上传，和这次结果放在一起。"
    frame = "cases/review.html"

    @cached_property
    def found(self):
        page = presenters.original_page(self.case, self.kwargs["pk"], self.request.actor)
        if page is None:
            raise Http404
        return page

    def more(self):
        return self.found

    def write(self, form):
        review, original = self.kwargs["pk"], form.cleaned_data["original"]
        self.do(actions.keep_review_original, review=review, original=original)
