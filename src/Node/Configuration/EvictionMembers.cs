using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.Kubelet.Eviction;

namespace Kubesharp.Kubelet.Configuration;

/// <summary>The members of a KubeletConfiguration that are about evictions.</summary>
internal static class EvictionMembers
{
    public static EvictionThresholds Read(ConfigurationDocument document, EvictionThresholds options)
    {
        Dictionary<EvictionSignal, EvictionAmount> hard = Amounts(document, "evictionHard");
        Dictionary<EvictionSignal, EvictionAmount> soft = Amounts(document, "evictionSoft");
        Dictionary<EvictionSignal, EvictionAmount> reclaim = Amounts(document, "evictionMinimumReclaim");
        Dictionary<EvictionSignal, TimeSpan> graces = Graces(document);
        bool merges = document.Flag("mergeDefaultEvictionSettings") == true;
        foreach ((EvictionSignal signal, _) in soft.Where(pair => !graces.ContainsKey(pair.Key)))
        {
            document.Fail("evictionSoft",
                $"grace period must be specified for the soft eviction threshold {EvictionSignals.NameOf(signal)}");
        }
        IEnumerable<EvictionThreshold> thresholds = document.Has("evictionHard")
            ? hard.Select(static pair => new EvictionThreshold(pair.Key, pair.Value))
                .Concat(options.Thresholds.Where(old => merges && old.IsHard && !hard.ContainsKey(old.Signal)))
            : options.Thresholds.Where(static old => old.IsHard);
        IEnumerable<EvictionThreshold> softly = soft.Where(pair => graces.ContainsKey(pair.Key))
            .Select(pair => new EvictionThreshold(pair.Key, pair.Value) { Grace = graces[pair.Key] });
        long seconds = document.Number("evictionMaxPodGracePeriod", 0, int.MaxValue) ?? 0;
        return options with
        {
            // Nothing and everything are upstream's words for "never".
            Thresholds =
            [
                .. thresholds.Concat(softly).Where(static one => !IsNever(one.Amount)).Select(one => one with
                {
                    Reclaim = reclaim.GetValueOrDefault(one.Signal, one.Reclaim),
                }),
            ],
            PodGraceMax = document.Has("evictionMaxPodGracePeriod") ? TimeSpan.FromSeconds(seconds)
                : options.PodGraceMax,
            Transition = document.Span("evictionPressureTransitionPeriod") ?? options.Transition,
        };
    }

    private static bool IsNever(EvictionAmount amount) => amount.Part is 0 && amount.Value == 0 || amount.Part >= 1;

    private static Dictionary<EvictionSignal, EvictionAmount> Amounts(ConfigurationDocument document, string member)
    {
        Dictionary<EvictionSignal, EvictionAmount> amounts = [];
        foreach ((string name, string text) in document.Map(member))
        {
            if (Signal(document, member, name) is not { } signal)
                continue;
            string problem = EvictionAmount.Parse(text, out EvictionAmount amount);
            if (problem.Length > 0)
                document.Fail($"{member}[{name}]", problem);
            else
                amounts[signal] = amount;
        }
        return amounts;
    }

    private static Dictionary<EvictionSignal, TimeSpan> Graces(ConfigurationDocument document)
    {
        const string member = "evictionSoftGracePeriod";
        Dictionary<EvictionSignal, TimeSpan> graces = [];
        foreach ((string name, string text) in document.Map(member))
        {
            if (Signal(document, member, name) is not { } signal)
                continue;
            if (!Duration.TryParse(text, out Duration span) || span.Nanoseconds <= 0)
                document.Fail($"{member}[{name}]", $"\"{text}\" must be a positive duration such as 1m30s");
            else
                graces[signal] = span.ToTimeSpan();
        }
        return graces;
    }

    private static EvictionSignal? Signal(ConfigurationDocument document, string member, string name)
    {
        EvictionSignal? signal = EvictionSignals.Parse(name);
        if (signal is null)
        {
            document.Fail($"{member}[{name}]",
                $"unknown eviction signal {name}; known are {string.Join(", ", EvictionSignals.All)}");
        }
        return signal;
    }
}
