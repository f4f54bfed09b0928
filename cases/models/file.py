"""Files on a case."""

from typing import ClassVar

from django.db import models

from cases.models.case import Case
from cases.querysets import CaseChildQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked
from portal.files.models import AttachmentBase


@tracked("cases_casefile")
class CaseFile(AttachmentBase):
    """材料: what a case stands on; the role `sealed` is the stamped original."""

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="files", db_constraint=False)

    objects = CaseChildQuerySet.as_manager()

    class Meta(AttachmentBase.Meta):
        verbose_name = verbose_name_plural = "材料"
        indexes = [models.Index(fields=["case", "position"], name="casefile_by_case")]
