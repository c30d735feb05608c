namespace Kubesharp.Client.LeaderElection;

/// <summary>Which Lease is fought for, by whom, and how fast. The defaults are upstream's.</summary>
public sealed record LeaderElectionOptions
{
    public string Namespace { get; init; } = "kube-system";
    /// <summary>The Lease's name: <c>kube-controller-manager</c>.</summary>
    public required string Name { get; init; }
    /// <summary>Tells candidates apart; must differ between processes.</summary>
    public required string Identity { get; init; }
    /// <summary>How long the others wait after the last renewal they saw. Defaults to 15 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>
    /// How long a leader that cannot renew goes on. Must be less than LeaseDuration. Defaults to 10 s.
    /// </summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Between two tries. Defaults to 2 s, which also is the most that a clean stop costs.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Every violation, as a sentence.</summary>
    public IEnumerable<string> Violations()
    {
        if (RenewDeadline >= LeaseDuration)
            yield return $"RenewDeadline ({RenewDeadline}) must be less than LeaseDuration ({LeaseDuration})";
        if (RetryPeriod >= RenewDeadline)
            yield return $"RetryPeriod ({RetryPeriod}) must be less than RenewDeadline ({RenewDeadline})";
        if (LeaseDuration < TimeSpan.FromSeconds(1))
            yield return $"LeaseDuration ({LeaseDuration}) must be at least a second";
        if (RetryPeriod <= TimeSpan.Zero)
            yield return $"RetryPeriod ({RetryPeriod}) must be greater than zero";
    }
}
