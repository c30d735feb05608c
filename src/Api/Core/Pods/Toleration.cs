namespace Kubesharp.Api.Core;

/// <summary>Taints that do not keep a Pod away from a node.</summary>
[Definition("io.k8s.api.core.v1.Toleration")]
public sealed partial record Toleration
{
    /// <summary>The value with nothing set.</summary>
    public static Toleration Empty { get; } = new();

    /// <summary>The taint's key. Empty, with operator Exists: all taints.</summary>
    [Field(1, "key")] public string Key { get; init; } = "";
    /// <summary>
    /// How the value is compared: any, equal, or as whole numbers less or greater. Defaults to Equal. One of: Exists,
    /// Equal, Lt, Gt.
    /// </summary>
    [Field(2, "operator")] public string Operator { get; init; } = "";
    /// <summary>What the taint's value is compared with. Empty with Exists.</summary>
    [Field(3, "value")] public string Value { get; init; } = "";
    /// <summary>The taint's effect. Empty: all effects. One of: NoSchedule, PreferNoSchedule, NoExecute.</summary>
    [Field(4, "effect")] public string Effect { get; init; } = "";
    /// <summary>
    /// How long a NoExecute taint is tolerated, in seconds; then the Pod leaves. 0 or less: at once. Absent: forever.
    /// </summary>
    [Field(5, "tolerationSeconds")] public long? TolerationSeconds { get; init; }
}
