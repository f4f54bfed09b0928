from django.db import models


class Mode(models.TextChoices):
    """What is imported where some rows are bad."""

    ALL = "all", "全部没有问题才导入"
    GOOD = "good", "先导入没有问题的行"
