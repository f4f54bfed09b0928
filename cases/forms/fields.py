"""Fields that several forms of this app share."""

import json
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from cases.models import Category
from portal.ui.forms import Typeahead
from portal.units.models import Region

LONGEST_STORY = 20_000
_PHONE = re.compile(r"\+?[0-9]{3,20}")


class PlaceField(forms.ModelChoiceField):
    """县（市、区）and 乡镇街道, found by name; a town is shown with its county."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "label": "所在地", "widget": Typeahead()} | kwargs
        super().__init__(queryset=Region.objects.none(), empty_label="不清楚", **kwargs)

    def offer(self, day):
        towns = Region.objects.valid_on(day).filter(level__in=["city", "county", "town"])
        self.queryset = towns.select_related("parent").order_by("code")

    def label_from_instance(self, region):
        return f"{region.parent.name} {region.name}" if region.level == "town" else region.name


class CategoryField(forms.ModelChoiceField):
    """A class of matter, found by its name, its pinyin or the words a caller would use."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "label": "类别", "widget": Typeahead()} | kwargs
        super().__init__(queryset=Category.objects.none(), **kwargs)

    def offer(self, day):
        self.queryset = Category.objects.valid_on(day).leaves().order_by("code")
        self.widget.words = {
            str(category.pk): f"{category.initials} {category.pinyin} {category.synonyms}"
            for category in self.queryset
        }

    def label_from_instance(self, category):
        return f"{category.parent.name}／{category.name}"


class ShortCategoryField(forms.ModelChoiceField):
    """The same classes by their short names, for chips."""

    def label_from_instance(self, category):
        return category.name


class PhoneField(forms.CharField):
    """A telephone number; spaces, hyphens and full-width digits are understood. Gives digits."""

    def __init__(self, **kwargs):
        hint = {"inputmode": "tel", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=hint), **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        plain = re.sub(r"[\s\-－—()（）]", "", unicodedata.normalize("NFKC", typed))
        if plain and not _PHONE.fullmatch(plain):
            raise ValidationError("请填电话号码，只含数字，例如 0375-0000338。", code="phone")
        return plain


class StoryField(forms.CharField):
    """What was said. No `maxlength` on the page: a browser would cut a paste without a word."""

    def __init__(self, *, rows=5, **kwargs):
        kwargs.setdefault("label", "说了什么")
        area = forms.Textarea(
            attrs={"rows": rows, "data-controller": "count", "data-count-max": LONGEST_STORY}
        )
        super().__init__(widget=area, **kwargs)

    def offer(self, phrases):
        """常用语 by `;;` and a short code, and as buttons under the box."""
        self.phrases = list(phrases)
        kept = {phrase.code: phrase.text for phrase in self.phrases}
        attrs = self.widget.attrs
        attrs["data-controller"] = f"{attrs['data-controller']} phrases"
        attrs["data-phrases"] = json.dumps(kept, ensure_ascii=False)

    def clean(self, value):
        story = super().clean(value)
        if len(story) > LONGEST_STORY:
            over = len(story) - LONGEST_STORY
            raise ValidationError(
                f"共{len(story):,}个字，超出{over:,}个字；请把要点写在这里，全文作为附件保存。",
                code="too_long",
            )
        return story
