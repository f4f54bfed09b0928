"""Strings with a Chinese label beside each, for tables of policy that know no Django."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """`NAME = "value", "标签"`: the value is stored, the label is printed."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
