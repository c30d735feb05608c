namespace Kubesharp.Api.FlowControl;

/// <summary>An exempt priority level configuration.</summary>
[Definition("io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration")]
public sealed partial record ExemptPriorityLevelConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static ExemptPriorityLevelConfiguration Empty { get; } = new();

    /// <summary>Nominal concurrency shares.</summary>
    [Field(1, "nominalConcurrencyShares")] public int? NominalConcurrencyShares { get; init; }
    /// <summary>Lendable percent.</summary>
    [Field(2, "lendablePercent")] public int? LendablePercent { get; init; }
}
