"""Files on records: one shape, one door, one set of pages for all apps.

An app gets attachments in three steps (cases is the example):

1. A model of its own, `class CaseFile(AttachmentBase)`, with `row_security = Owned(follows=(table
   of the record, foreign key))`, `@tracked`, the foreign key (`db_constraint=False`) and a queryset
   with `visible_to`. A second migration secures table and history and adds the composite key
   `(record, unit_code)` ON UPDATE CASCADE, so that files follow their record: see
   cases/models/file.py, cases/migrations/0007 and 0008.
2. A `Holder` (registry.py) that says who finds the record, who may change its files and where that
   is told, handed down in `ready()`: `files.register(HOLDER)`; see cases/holding.py. Its verbs
   (`file`, `file_describe`, `file_remove`, `file_restore`, `file_blur`, `file_disc`) need their
   sentences in the app's presenters. The record has `unit_code` and `get_absolute_url()`.
3. On the page of the record, with `css/files.css` in its head,
   `{% include "files/board.html" with board=board %}`, where `board = presenters.board(HOLDER,
   record, actor)`. Upload, order, captions, consent, blur, discs and the way back are then there;
   several boards may stand on one page. For a record without a page: /files/<holder>/<key>/.

What a record owes is its own to say, by `HOLDER.files_of(record, actor)`: three to five photos with
a caption each (`is_picture`, `caption`, `consent`, `has_minor`, `blurred_at`), a stamped original
(`is_sealed`). `actions.copy` takes a picture from one record to another: an activity's photo into
an excellent case. `actions.attach` keeps a file that another action already holds in its hand.
"""
