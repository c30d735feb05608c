namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Taints that do not keep a claim from a device.</summary>
[Definition("io.k8s.api.resource.v1beta1.DeviceToleration")]
public sealed partial record DeviceToleration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceToleration Empty { get; } = new();

    /// <summary>The taint's key. Empty, with operator Exists: all taints.</summary>
    [Field(1, "key")] public string Key { get; init; } = "";
    /// <summary>Whether the value counts. Defaults to Equal. One of: Exists, Equal.</summary>
    [Field(2, "operator"), DocumentedDefault("\"Equal\"")] public string Operator { get; init; } = "";
    /// <summary>The taint's value. Empty with Exists.</summary>
    [Field(3, "value")] public string Value { get; init; } = "";
    /// <summary>The taint's effect. Empty: all effects. One of: None, NoSchedule, NoExecute.</summary>
    [Field(4, "effect")] public string Effect { get; init; } = "";
    /// <summary>How long a NoExecute taint is tolerated, in seconds. Absent: forever.</summary>
    [Field(5, "tolerationSeconds")] public long? TolerationSeconds { get; init; }
}
