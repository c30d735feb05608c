namespace Kubesharp.Api.Core;

/// <summary>A config map key selector.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapKeySelector", Atomic = true)]
public sealed partial record ConfigMapKeySelector
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapKeySelector Empty { get; } = new();

    /// <summary>The name. Defaults to .</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Key.</summary>
    [Field(2, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Optional.</summary>
    [Field(3, "optional")] public bool? Optional { get; init; }
}
