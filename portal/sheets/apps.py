from django.apps import AppConfig

SENTENCES = {
    "sheet.checked": "上传表格，检查",
    "sheet.imported": "导入表格",
    "sheet.slips": "显示开户单",
    "sheet.exported": "导出表格",
}


class SheetsConfig(AppConfig):
    name = "portal.sheets"
    label = "sheets"
    verbose_name = "表格"

    def ready(self):
        from portal.access import Permission  # noqa: PLC0415 - models must be loaded first
        from portal.audit.registry import register_sentences  # noqa: PLC0415
        from portal.jobs.registry import register_hourly  # noqa: PLC0415
        from portal.sheets import actions, imports, registry  # noqa: PLC0415
        from portal.ui import menu  # noqa: PLC0415

        registry.register(imports.UNITS)
        registry.register(imports.ACCOUNTS)
        register_sentences(SENTENCES)
        register_hourly("旧导入文件", actions.prune)
        menu.register(
            menu.MenuItem("表格导入", "sheets:list", Permission.SHEET_IMPORT, 86, "upload")
        )
