using Kubesharp.Api.Batch;

namespace Kubesharp.Controllers.CronJobs;

/// <summary>When a CronJob is due. Pure.</summary>
/// <param name="Due">The latest moment that has passed without a Job; null when none has.</param>
/// <param name="MissedMany">More than a hundred have passed: the clock jumped, or the controller was away.</param>
/// <param name="Next">From now to the next look; null when the schedule never comes.</param>
internal readonly record struct CronJobTimes(DateTimeOffset? Due, bool MissedMany, TimeSpan? Next)
{
    private const int MissedMax = 100;
    // A timer that fires a little early would find nothing due.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    /// <summary>Throws <see cref="FormatException"/> for a schedule that never comes.</summary>
    public static CronJobTimes Of(CronJob cronJob, CronSchedule schedule, DateTimeOffset now)
    {
        DateTimeOffset last = cronJob.Status.LastScheduleTime?.Value
            ?? cronJob.Metadata.CreationTimestamp?.Value ?? now;
        (DateTimeOffset? due, _) = MostRecent(schedule, last, now);
        TimeSpan? next = schedule.Next(due ?? (now < last ? now : LastPassed(schedule, last, now))) - now + Margin;

        // What is later than the deadline is not made up for; then there may be less to look at.
        DateTimeOffset from = cronJob.Spec.StartingDeadlineSeconds is { } seconds
            && now.AddSeconds(-seconds) > last ? now.AddSeconds(-seconds) : last;
        (due, int missed) = MostRecent(schedule, from, now);
        return new(due, missed > MissedMax, next);
    }

    private static DateTimeOffset LastPassed(CronSchedule schedule, DateTimeOffset last, DateTimeOffset now) =>
        schedule.Next(last) > now ? last : now;

    private static (DateTimeOffset? Due, int Missed) MostRecent(
        CronSchedule schedule, DateTimeOffset from, DateTimeOffset now)
    {
        if (schedule.Next(from) is not { } first || first > now)
            return (null, 0);
        if (schedule.Next(first) is not { } second || second > now)
            return (first, 1);
        // Estimated by the first interval, so that years of absence are not counted one by one.
        TimeSpan interval = second - first;
        long missed = (long)((now - first) / interval) + 1;
        DateTimeOffset? due = null;
        DateTimeOffset? at = schedule.Next(first + interval * (missed - 2));
        for (; at <= now; at = schedule.Next(at.Value))
            due = at;
        return (due ?? second, (int)Math.Min(missed, int.MaxValue));
    }
}
