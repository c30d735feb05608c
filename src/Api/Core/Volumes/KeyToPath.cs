namespace Kubesharp.Api.Core;

/// <summary>A key to path.</summary>
[Definition("io.k8s.api.core.v1.KeyToPath")]
public sealed partial record KeyToPath
{
    /// <summary>The value with nothing set.</summary>
    public static KeyToPath Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Path.</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Mode.</summary>
    [Field(3, "mode")] public int? Mode { get; init; }
}
