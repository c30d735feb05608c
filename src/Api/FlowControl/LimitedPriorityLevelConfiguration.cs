namespace Kubesharp.Api.FlowControl;

/// <summary>How many requests of a level are served at the same time.</summary>
[Definition("io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration")]
public sealed partial record LimitedPriorityLevelConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static LimitedPriorityLevelConfiguration Empty { get; } = new();

    /// <summary>
    /// Its share of the server: its part of the sum of all shares, rounded up. 0: only what it borrows. Defaults to 30.
    /// </summary>
    [Field(1, "nominalConcurrencyShares", Always = true)] public int? NominalConcurrencyShares { get; init; }
    /// <summary>What happens to those that are too many.</summary>
    [Field(2, "limitResponse")] public LimitResponse LimitResponse { get; init; } = LimitResponse.Empty;
    /// <summary>How much of its share others may borrow, in percent. From 0 to 100. Defaults to 0.</summary>
    [Field(3, "lendablePercent")] public int? LendablePercent { get; init; }
    /// <summary>How much it may borrow, in percent of its share. Absent: no limit.</summary>
    [Field(4, "borrowingLimitPercent")] public int? BorrowingLimitPercent { get; init; }
}
