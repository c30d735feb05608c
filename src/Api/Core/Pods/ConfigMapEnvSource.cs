namespace Kubesharp.Api.Core;

/// <summary>Where a config map env comes from.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapEnvSource")]
public sealed partial record ConfigMapEnvSource
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapEnvSource Empty { get; } = new();

    /// <summary>The name. Defaults to .</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Optional.</summary>
    [Field(2, "optional")] public bool? Optional { get; init; }
}
