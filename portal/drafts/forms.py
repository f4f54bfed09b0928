"""The hidden key that makes twenty posts of one form one record."""

import uuid

from django import forms

from portal.drafts.registry import ONCE


class OnceFormMixin(forms.BaseForm):
    """Put before PortalFormMixin. Adds the hidden field `once`: new when shown, kept on errors.

    A layout of one's own needs nothing: the hidden field is rendered with it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[ONCE] = forms.UUIDField(
            widget=forms.HiddenInput, initial=uuid.uuid4, required=False
        )
        self._key_is_new = self.is_bound and not self._has_key()
        if self._key_is_new:
            self.data = self.data.copy()
            self.data[self.add_prefix(ONCE)] = str(uuid.uuid4())
        if helper := getattr(self, "helper", None):
            helper.render_hidden_fields = True

    def clean(self):
        if self._key_is_new:
            self.add_error(None, "页面不完整，已补齐，请核对后再提交一次。")
        return super().clean()

    @property
    def key(self) -> uuid.UUID:
        """Of a valid form: what `drafts.actions.submit` asks for."""
        return self.cleaned_data[ONCE]

    def _has_key(self) -> bool:
        try:
            uuid.UUID(self.data.get(self.add_prefix(ONCE), ""))
        except (ValueError, AttributeError, TypeError):
            return False
        return True
