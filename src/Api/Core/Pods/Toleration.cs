namespace Kubesharp.Api.Core;

/// <summary>A toleration.</summary>
[Definition("io.k8s.api.core.v1.Toleration")]
public sealed partial record Toleration
{
    /// <summary>The value with nothing set.</summary>
    public static Toleration Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key")] public string Key { get; init; } = "";
    /// <summary>Operator. One of: Exists, Equal, Lt, Gt.</summary>
    [Field(2, "operator")] public string Operator { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(3, "value")] public string Value { get; init; } = "";
    /// <summary>Effect. One of: NoSchedule, PreferNoSchedule, NoExecute.</summary>
    [Field(4, "effect")] public string Effect { get; init; } = "";
    /// <summary>Toleration seconds.</summary>
    [Field(5, "tolerationSeconds")] public long? TolerationSeconds { get; init; }
}
