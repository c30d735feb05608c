namespace Kubesharp.Api.Core;

/// <summary>A config map projection.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapProjection")]
public sealed partial record ConfigMapProjection
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapProjection Empty { get; } = new();

    /// <summary>The name. Defaults to .</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Items.</summary>
    [Field(2, "items"), Atomic] public IReadOnlyList<KeyToPath> Items { get; init; } = [];
    /// <summary>Optional.</summary>
    [Field(4, "optional")] public bool? Optional { get; init; }
}
