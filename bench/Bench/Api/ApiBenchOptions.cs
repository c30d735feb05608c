namespace Kubesharp.Bench.Api;

/// <summary>How long and how much. The quick form takes a minute or two and says roughly the same.</summary>
internal sealed record ApiBenchOptions
{
    public static ApiBenchOptions Full { get; } = new();

    public static ApiBenchOptions Quick { get; } = new()
    {
        WarmUp = TimeSpan.FromSeconds(5),
        Turn = TimeSpan.FromSeconds(2),
        Turns = 2,
        EveryClientCount = false,
    };

    /// <summary>Before anything counts: the just-in-time compiler reaches its last tier on the hot path.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>One side is measured this long, then the other: both meet the same neighbours on the machine.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(3);
    public int Turns { get; init; } = 4;
    /// <summary>Updates, patches, applies and deletes with 1 and 512 clients too.</summary>
    public bool EveryClientCount { get; init; } = true;
    public int ListedPods { get; init; } = 10_000;
    public int Watchers { get; init; } = 1_000;
    public int WatchedUpdates { get; init; } = 200;
    public int LargeStorePods { get; init; } = 150_000;
    /// <summary>Empty: all; otherwise only this part: writes, reads, watch, large, codec.</summary>
    public string Only { get; init; } = "";

    public bool Has(string part) => Only.Length == 0 || Only == part;

    /// <param name="words">What follows the bench's name.</param>
    public static ApiBenchOptions Parse(ReadOnlySpan<string> words)
    {
        ApiBenchOptions options = words.Contains("--quick") ? Quick : Full;
        foreach (string word in words)
        {
            if (word is "writes" or "reads" or "watch" or "large" or "codec" or "load")
                options = options with { Only = word };
            else if (word != "--quick")
                throw new ArgumentException($"{word} is none of --quick, writes, reads, watch, large, codec, load");
        }
        return options;
    }
}
