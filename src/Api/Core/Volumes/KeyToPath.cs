namespace Kubesharp.Api.Core;

/// <summary>A key as a file.</summary>
[Definition("io.k8s.api.core.v1.KeyToPath")]
public sealed partial record KeyToPath
{
    /// <summary>The value with nothing set.</summary>
    public static KeyToPath Empty { get; } = new();

    /// <summary>Which key of the ConfigMap or Secret.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>The file, relative to the volume, without ..</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>
    /// The file's mode: octal 0 to 0777 in YAML, decimal in JSON. Defaults to the volume's defaultMode.
    /// </summary>
    [Field(3, "mode")] public int? Mode { get; init; }
}
