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
        from portal.access import Permission
        from portal.audit.registry import register_sentences
        from portal.jobs.registry import register_hourly
        from portal.sheets import actions, imports, registry
        from portal.ui import menu

        registry.register(imports.UNITS)
        registry.register(imports.ACCOUNTS)
        registry.register(imports.HOLIDAYS)
        register_sentences(SENTENCES)
        register_hourly("旧导入文件", actions.prune)
        menu.register(
            # Who handles cases comes from her ledger; her menu stays short.
            menu.MenuItem("表格导入", "sheets:list", Permission.ACCOUNT_MANAGE, 86, "upload")
        )
