namespace Kubesharp.Api.Resource;

/// <summary>A device toleration.</summary>
[Definition("io.k8s.api.resource.v1.DeviceToleration")]
public sealed partial record DeviceToleration
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceToleration Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key")] public string Key { get; init; } = "";
    /// <summary>Operator. One of: Exists, Equal. Defaults to Equal.</summary>
    [Field(2, "operator"), DocumentedDefault("\"Equal\"")] public string Operator { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(3, "value")] public string Value { get; init; } = "";
    /// <summary>Effect. One of: None, NoSchedule, NoExecute.</summary>
    [Field(4, "effect")] public string Effect { get; init; } = "";
    /// <summary>Toleration seconds.</summary>
    [Field(5, "tolerationSeconds")] public long? TolerationSeconds { get; init; }
}
