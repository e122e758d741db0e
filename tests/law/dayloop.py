"""The engine written the slow, obviously right way, one day after the other: oracle of the prefix sums, naive loop of the bench."""

from datetime import datetime, timedelta

from motcua.law.calendar import HANOI
from motcua.law.terms import Unit

ONE = timedelta(days=1)


def works(calendar, day):
    return day in calendar.swap_days or (day.weekday() < 5 and day not in calendar.days_off)


def spans(calendar, day):
    sessions = calendar.sessions if works(calendar, day) else ()
    return [(datetime.combine(day, s.opens, HANOI), datetime.combine(day, s.closes, HANOI)) for s in sessions]


def next_working_day(calendar, day):
    day += ONE
    while not works(calendar, day):
        day += ONE
    return day


def snapped(calendar, moment):
    for opens, closes in spans(calendar, moment.date()):
        if moment <= closes:
            return max(moment, opens)
    return spans(calendar, next_working_day(calendar, moment.date()))[0][0]


def advance(calendar, start, minutes):
    here, left = snapped(calendar, start), timedelta(minutes=minutes)
    day = here.date()
    while True:
        for opens, closes in spans(calendar, day):
            begin = max(here, opens)
            if closes < begin:
                continue
            if begin + left <= closes:
                return begin + left
            left -= closes - begin
        day = next_working_day(calendar, day)


def minutes_between(calendar, start, end):
    worked, day = timedelta(0), start.date()
    while day <= end.date():
        worked += sum((max(timedelta(0), min(end, b) - max(start, a)) for a, b in spans(calendar, day)), timedelta(0))
        day += ONE
    return worked // timedelta(minutes=1)


def onto_working_day(calendar, moment):
    while not works(calendar, moment.date()):
        moment += ONE
    return moment


def due_at(received, term, calendar):
    moment = received.astimezone(HANOI)
    if term.after_cutoff and term.unit is not Unit.SAME_DAY and moment.time() > term.cutoff:
        moment = spans(calendar, next_working_day(calendar, moment.date()))[0][0]
    return _RULES[term.unit](moment, term, calendar)


def working_days(received, term, calendar):
    start = snapped(calendar, received)
    day = start.date()
    for _ in range(term.amount):
        day = next_working_day(calendar, day)
    return snapped(calendar, datetime.combine(day, start.time(), HANOI))


def working_hours(received, term, calendar):
    return advance(calendar, received, term.amount * 60)


def days(received, term, calendar):
    return onto_working_day(calendar, received + term.amount * ONE)


def months(received, term, calendar):
    """Walk month by month; a day number the month lacks becomes its last day."""
    year, month = received.year, received.month
    for _ in range(term.amount):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = received.day
    while True:
        try:
            return onto_working_day(calendar, received.replace(year=year, month=month, day=day))
        except ValueError:
            day -= 1


def same_day(received, term, calendar):
    day = received.date()
    if not works(calendar, day) or received.time() > term.cutoff:
        day = next_working_day(calendar, day)
    return spans(calendar, day)[-1][1]


_RULES = {
    Unit.WORKING_DAYS: working_days,
    Unit.WORKING_HOURS: working_hours,
    Unit.DAYS: days,
    Unit.MONTHS: months,
    Unit.SAME_DAY: same_day,
}
