namespace Kubesharp.Api.FlowControl;

/// <summary>A limited priority level configuration.</summary>
[Definition("io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration")]
public sealed partial record LimitedPriorityLevelConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static LimitedPriorityLevelConfiguration Empty { get; } = new();

    /// <summary>Nominal concurrency shares.</summary>
    [Field(1, "nominalConcurrencyShares", Always = true)] public int? NominalConcurrencyShares { get; init; }
    /// <summary>Limit response.</summary>
    [Field(2, "limitResponse")] public LimitResponse LimitResponse { get; init; } = LimitResponse.Empty;
    /// <summary>Lendable percent.</summary>
    [Field(3, "lendablePercent")] public int? LendablePercent { get; init; }
    /// <summary>Borrowing limit percent.</summary>
    [Field(4, "borrowingLimitPercent")] public int? BorrowingLimitPercent { get; init; }
}
