# datetime.
from datetime import *
d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), date.fromordinal(738000), d.replace(year=2023, day=1), d.strftime("%Y/%m/%d %A %j %U %b"), d.ctime(), d.isoformat(), date.fromisoformat("2024-W09-4"), date.fromisoformat("20240229"), d + timedelta(days=366), d - date(2024, 1, 1), d < date(2025, 1, 1), hash(d) == hash(date(2024, 2, 29)), date.min, date.max, f"{d:%d.%m.%y}", d.timetuple()[:8])
t = time(13, 5, 9, 123456)
print(t, repr(t), t.replace(hour=1), t.isoformat("minutes"), time.fromisoformat("04:23:01.5"), time(1, 2, tzinfo=timezone.utc), t.strftime("%H:%M:%S.%f %p %I"), time(0) < t, bool(time(0)))
dt = datetime(2024, 3, 10, 1, 30, 15, 250, tzinfo=timezone.utc)
print(dt, repr(dt), dt.date(), dt.time(), dt.timetz(), dt.timestamp(), datetime.fromtimestamp(1e9, timezone.utc), dt.astimezone(timezone(timedelta(hours=5, minutes=30))), dt.isoformat(" ", "milliseconds"), datetime.fromisoformat("2011-11-04T00:05:23.283+04:00"), datetime.strptime("2020-01-02 03:04:05 +0100", "%Y-%m-%d %H:%M:%S %z"), datetime.combine(d, t), dt - timedelta(hours=2), dt.utctimetuple()[:6], dt.utcoffset(), dt.tzname(), dt.replace(tzinfo=None), datetime(2024, 1, 1) < datetime(2024, 1, 2))
td = timedelta(days=1, hours=-30, milliseconds=5)
print(td, repr(td), td.days, td.seconds, td.microseconds, td.total_seconds(), td * 3, td / 2, td // 7, -td, abs(td), td % timedelta(hours=1), divmod(timedelta(5), timedelta(2)), timedelta(1) / timedelta(hours=6), timedelta(weeks=1), timedelta(0.5), timedelta.max, timedelta(microseconds=1.5), str(timedelta(-1)), timedelta(1) == timedelta(hours=24), timedelta(1) > timedelta(0), bool(timedelta()))
tz = timezone(timedelta(hours=-3), "BRT")
print(tz, repr(tz), timezone.utc, timezone(timedelta(hours=1, minutes=30)), tz.utcoffset(None), UTC is timezone.utc)
for f in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: date(2023, 13, 1), lambda: time(24), lambda: datetime(2023, 1, 1, 0, 60), lambda: date.max + timedelta(1), lambda: timedelta(10 ** 10), lambda: dt < datetime(2024, 1, 1), lambda: dt - datetime(2024, 1, 1), lambda: date.fromisoformat("nope"), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2020x", "%Y"), lambda: timezone(timedelta(days=1)), lambda: date("x"), lambda: d < 5, lambda: time.fromisoformat("25:00"), lambda: datetime.fromisoformat("2020-13-01"), lambda: d + 5, lambda: timedelta("x")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Zone(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=2)
    def dst(self, dt): return timedelta(hours=1)
    def tzname(self, dt): return "ZZ"
z = datetime(2024, 5, 5, 12, tzinfo=Zone())
print(z, z.dst(), z.tzname(), z.astimezone(timezone.utc), z == datetime(2024, 5, 5, 10, tzinfo=timezone.utc), z.strftime("%Z %z"))
print(datetime(2024, 1, 1, fold=1).fold, sorted([date(2024, 1, 3), date(2023, 1, 1)]), {dt: 1}[dt], datetime.strptime("Mar 5 2021 07:08PM", "%b %d %Y %I:%M%p"))
