using Kubesharp.Scheduler.Framework;

namespace Kubesharp.Scheduler.Plugins;

internal static class Scores
{
    /// <summary>
    /// Stretches raw scores so that the largest becomes 100; reversed, so that the largest becomes 0.
    /// </summary>
    public static void Normalize(Span<long> scores, bool reverse)
    {
        long max = 0;
        foreach (long score in scores)
            max = Math.Max(max, score);
        if (max == 0)
        {
            if (reverse)
                scores.Fill(Profile.ScoreMax);
            return;
        }
        foreach (ref long score in scores)
        {
            score = Profile.ScoreMax * score / max;
            if (reverse)
                score = Profile.ScoreMax - score;
        }
    }
}
