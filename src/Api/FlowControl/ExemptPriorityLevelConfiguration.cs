namespace Kubesharp.Api.FlowControl;

/// <summary>How requests are counted that are never held back.</summary>
[Definition("io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration")]
public sealed partial record ExemptPriorityLevelConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static ExemptPriorityLevelConfiguration Empty { get; } = new();

    /// <summary>Their share of the server, which others may borrow in part. Defaults to 0.</summary>
    [Field(1, "nominalConcurrencyShares")] public int? NominalConcurrencyShares { get; init; }
    /// <summary>How much of it others may borrow, in percent. From 0 to 100. Defaults to 0.</summary>
    [Field(2, "lendablePercent")] public int? LendablePercent { get; init; }
}
