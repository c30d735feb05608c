namespace Kubesharp.Api.Core;

/// <summary>A file key selector.</summary>
[Definition("io.k8s.api.core.v1.FileKeySelector", Atomic = true)]
public sealed partial record FileKeySelector
{
    /// <summary>The value with nothing set.</summary>
    public static FileKeySelector Empty { get; } = new();

    /// <summary>The name of the volume.</summary>
    [Field(1, "volumeName", Always = true), Required] public string VolumeName { get; init; } = "";
    /// <summary>Path.</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Key.</summary>
    [Field(3, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Optional. Defaults to false.</summary>
    [Field(4, "optional"), DocumentedDefault("false")] public bool? Optional { get; init; }
}
