from django.db import models


class FileRole(models.TextChoices):
    """What a file is for. 盖章件 is the stamped original; the text stays the searchable copy."""

    PLAIN = "plain", "一般材料"
    SEALED = "sealed", "盖章件（扫描或拍照）"
    AUTHORITY = "authority", "委托书"
    PHOTO = "photo", "照片"
    PLAQUE = "plaque", "牌匾、证书"
    RECORDING = "recording", "录音录像"


class Kind(models.TextChoices):
    """What the bytes are, whatever the name says."""

    JPG = "jpg", "照片"
    PDF = "pdf", "PDF"
    OFD = "ofd", "OFD"
    DOC = "doc", "Word"
    DOCX = "docx", "Word"
    WPS = "wps", "WPS文字"
    XLS = "xls", "Excel"
    XLSX = "xlsx", "Excel"
    ET = "et", "WPS表格"
    PPT = "ppt", "PPT"
    PPTX = "pptx", "PPT"
    TXT = "txt", "文本"
    MP3 = "mp3", "录音"
    M4A = "m4a", "录音"
    WAV = "wav", "录音"
    MP4 = "mp4", "录像"
    DISC = "disc", "光盘、U盘"  # sent beside the portal (users.md a2): a line without bytes


# What a paper with a stamp on it can be: a photograph or a scan, not the text it was typed in.
SCANS = frozenset({Kind.JPG, Kind.PDF, Kind.OFD})


class Consent(models.TextChoices):
    """Whether the people in a picture agreed to be shown."""

    NOBODY = "nobody", "没有拍到可辨认的人"
    GIVEN = "given", "拍到的人已同意使用"
    NOT_GIVEN = "not_given", "未征得同意，仅供办理，不公开"


class Size(models.TextChoices):
    """The two reduced copies of a picture."""

    SMALL = "small", "小图"
    LARGE = "large", "大图"


MEDIA_TYPES = {
    Kind.JPG: "image/jpeg",
    Kind.PDF: "application/pdf",
    Kind.OFD: "application/ofd",
    Kind.DOC: "application/msword",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.WPS: "application/vnd.ms-works",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ET: "application/vnd.ms-excel",
    Kind.PPT: "application/vnd.ms-powerpoint",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.TXT: "text/plain; charset=utf-8",
    Kind.MP3: "audio/mpeg",
    Kind.M4A: "audio/mp4",
    Kind.WAV: "audio/wav",
    Kind.MP4: "video/mp4",
}
# 106: kept and downloadable, but nothing can be read out of them.
UNREADABLE = frozenset({Kind.WPS, Kind.ET, Kind.DOC, Kind.XLS, Kind.PPT})
SOUNDS = frozenset({Kind.MP3, Kind.M4A, Kind.WAV, Kind.MP4})


def fitting(role: str, kind: str) -> str:
    """A role the file can have: sound and film are recordings, a paper is no photo."""
    if kind in SOUNDS:
        return FileRole.RECORDING
    if role == FileRole.RECORDING or (role == FileRole.PHOTO and kind != Kind.JPG):
        return FileRole.PLAIN
    return FileRole(role)
