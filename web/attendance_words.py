"""Words and refusals of the attendance register; the others are in `words` and `refusals`."""

from web.refusals import _

ATTENDANCE_WORDS: dict[str, str] = {
    "Attendance.left": _("left"),
    "State.present": _("here in time"),
    "State.late": _("late"),
    "State.left": _("left"),
    "State.on_leave": _("on leave"),
    "State.absent": _("absent without leave"),
    "AttendeeKind.resident": _("Resident sitting in"),
    "AttendeeKind.expert": _("Expert"),
    "AttendeeKind.department": _("Head of a department"),
    "AttendeeKind.staff": _("Staff"),
    "AttendeeKind.other": _("Other attendee"),
}

ATTENDANCE_SENTENCES: dict[str, str] = {
    "hour-unreadable": _("“%(typed)s” is not an hour. Please write it as 09:30."),
    "leave-ends-early": _("The leave ends before it begins."),
    "kind-unknown": _(
        "“%(kind)s” is not a kind of attendee. Known are: 旁听 (resident), 专家 (expert), "
        "部门负责人 (head of a department), 工作人员 (staff), 列席 (other)."
    ),
    "kind-of-deputy": _("A deputy votes, and so is no “%(kind)s”."),
    "nobody-ticked": _("Please tick at least one person first."),
    "never-came": _(
        "%(name)s has not been here, and so cannot have left. Nothing was changed; untick that "
        "name and press again."
    ),
    "no-such-mark": _("There is no such mark to take back."),
    "changed-since": _(
        "Somebody of this mark has come, gone or been marked since. Please mark the people "
        "one by one."
    ),
    "has-left": _(
        "You have left the meeting, so you cannot vote. If you are in the hall again, press "
        "“I am back” on the page of the meeting."
    ),
}
