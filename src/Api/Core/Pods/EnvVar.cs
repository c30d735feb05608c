namespace Kubesharp.Api.Core;

/// <summary>An env var.</summary>
[Definition("io.k8s.api.core.v1.EnvVar")]
public sealed partial record EnvVar
{
    /// <summary>The value with nothing set.</summary>
    public static EnvVar Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value")] public string Value { get; init; } = "";
    /// <summary>Value from.</summary>
    [Field(3, "valueFrom")] public EnvVarSource? ValueFrom { get; init; }
}
