using System.Globalization;
using Kubesharp.Controllers.CronJobs;
using Xunit;

namespace Kubesharp.Tests.Controllers.CronJobs;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * *", "2026-01-01T12:00:00Z", "2026-01-01T12:01:00Z")]
    [InlineData("*/15 * * * *", "2026-01-01T12:00:01Z", "2026-01-01T12:15:00Z")]
    [InlineData("5/15 * * * *", "2026-01-01T12:00:00Z", "2026-01-01T12:05:00Z")] // from 5 to the end
    [InlineData("30 6-16/4 * * 1-5", "2026-01-02T10:31:00Z", "2026-01-02T14:30:00Z")]
    [InlineData("30 6-16/4 * * 1-5", "2026-01-02T14:31:00Z", "2026-01-05T06:30:00Z")] // over the weekend
    [InlineData("0 0 1 JAN *", "2026-01-01T12:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("0 0 29 2 *", "2026-01-01T12:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * fri", "2026-01-01T12:00:00Z", "2026-01-02T00:00:00Z")] // either, when both are restricted
    [InlineData("0 0 */2 * fri", "2026-01-02T12:00:00Z", "2026-01-03T00:00:00Z")] // a star with a step restricts
    [InlineData("0 0 * * fri", "2026-01-02T12:00:00Z", "2026-01-09T00:00:00Z")]
    [InlineData("0 0 ? * MON,WED", "2026-01-01T12:00:00Z", "2026-01-05T00:00:00Z")]
    [InlineData("@hourly", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z")]
    [InlineData("@daily", "2026-01-01T12:00:00Z", "2026-01-02T00:00:00Z")]
    [InlineData("@midnight", "2026-01-01T12:00:00Z", "2026-01-02T00:00:00Z")]
    [InlineData("@weekly", "2026-01-01T12:00:00Z", "2026-01-04T00:00:00Z")]
    [InlineData("@monthly", "2026-01-01T12:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("@yearly", "2026-01-01T12:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("@annually", "2026-01-01T12:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("@every 1h30m", "2026-01-01T12:00:00Z", "2026-01-01T13:30:00Z")]
    [InlineData("59 23 31 2 *", "2026-01-01T12:00:00Z", null)] // never
    public void The_next_time(string schedule, string after, string? expected) =>
        Assert.Equal(expected, Next(schedule, "UTC", after));

    [Theory]
    [InlineData("0 9 * * *", "America/New_York", "2026-01-01T12:00:00Z", "2026-01-01T14:00:00Z")]
    [InlineData("0 9 * * *", "America/New_York", "2026-07-01T12:00:00Z", "2026-07-01T13:00:00Z")]
    [InlineData("0 0 * * *", "Asia/Kolkata", "2026-01-01T12:00:00Z", "2026-01-01T18:30:00Z")]
    // Clocks go forward on 29 March at 02:00: there is no 02:30 that day.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 * * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // They go back on 25 October at 03:00: 02:30 comes twice.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("TZ=Asia/Tokyo 0 9 * * *", "UTC", "2026-01-01T12:00:00Z", "2026-01-02T00:00:00Z")]
    [InlineData("CRON_TZ=Asia/Tokyo 0 9 * * *", "UTC", "2026-01-01T12:00:00Z", "2026-01-02T00:00:00Z")]
    public void The_next_time_in_a_zone(string schedule, string zone, string after, string expected)
    {
        Assert.SkipWhen(CronSchedule.FindZone("Europe/Berlin") is null, "this machine has no time zones (tzdata)");
        Assert.Equal(expected, Next(schedule, zone, after));
    }

    [Theory]
    [InlineData("", "empty spec string")]
    [InlineData("* * * *", "expected exactly 5 fields, found 4: [* * * *]")]
    [InlineData("0 * * * * *", "expected exactly 5 fields, found 6: [0 * * * * *]")]
    [InlineData("60 * * * *", "end of range (60) above maximum (59): 60")]
    [InlineData("* * 0 * *", "beginning of range (0) below minimum (1): 0")]
    [InlineData("5-3 * * * *", "beginning of range (5) beyond end of range (3): 5-3")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("1-2-3 * * * *", "too many hyphens: 1-2-3")]
    [InlineData("1/2/3 * * * *", "too many slashes: 1/2/3")]
    [InlineData("* * * * 7", "end of range (7) above maximum (6): 7")]
    [InlineData("@sometimes", "unrecognized descriptor: @sometimes")]
    [InlineData("TZ=Nowhere/Else * * * * *", "provided bad location Nowhere/Else: unknown time zone Nowhere/Else")]
    public void What_cannot_be_read_says_why(string schedule, string message) => Assert.Equal(
        message, Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc)).Message);

    private static string? Next(string schedule, string zone, string after) => CronSchedule
        .Parse(schedule, CronSchedule.FindZone(zone)!)
        .Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture))
        ?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
