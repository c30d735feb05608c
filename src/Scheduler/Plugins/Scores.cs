using Kubesharp.Scheduler.Framework;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Brings raw scores into 0 to 100 by the largest of them.</summary>
internal static class Scores
{
    public static void Normalize(Span<long> scores, bool reverse)
    {
        long max = 0;
        foreach (long score in scores)
            max = Math.Max(max, score);
        for (int i = 0; i < scores.Length; i++)
        {
            long scaled = max == 0 ? 0 : scores[i] * Profile.ScoreMax / max;
            scores[i] = reverse ? Profile.ScoreMax - scaled : scaled;
        }
    }
}
