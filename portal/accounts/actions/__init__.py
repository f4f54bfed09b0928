"""Every write about accounts, one module per noun; called as `actions.make_account(...)`."""

from portal.accounts.actions.accounts import (
    Issued,
    disable_account,
    enable_account,
    issue_code,
    make_account,
    make_first_administrator,
    rename_account,
    replace_liaison,
)
from portal.accounts.actions.passwords import change_password, first_change
from portal.accounts.actions.postings import (
    change_posting,
    follow_unit,
    hand_over,
    open_work,
)
from portal.accounts.actions.second_factor import (
    WrongToken,
    begin_second_factor,
    confirm_second_factor,
    pass_second_factor,
    remove_second_factor,
)
from portal.accounts.actions.sessions import (
    record_failed_sign_in,
    record_lock_out,
    record_session_end,
    record_sign_in,
    record_sign_out,
)

__all__ = [
    "Issued",
    "WrongToken",
    "begin_second_factor",
    "change_password",
    "change_posting",
    "confirm_second_factor",
    "disable_account",
    "enable_account",
    "first_change",
    "follow_unit",
    "hand_over",
    "issue_code",
    "make_account",
    "make_first_administrator",
    "open_work",
    "pass_second_factor",
    "record_failed_sign_in",
    "record_lock_out",
    "record_session_end",
    "record_sign_in",
    "record_sign_out",
    "remove_second_factor",
    "rename_account",
    "replace_liaison",
]
