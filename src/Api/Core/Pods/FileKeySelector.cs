namespace Kubesharp.Api.Core;

/// <summary>One key of a file with lines KEY=VALUE in a volume.</summary>
[Definition("io.k8s.api.core.v1.FileKeySelector", Atomic = true)]
public sealed partial record FileKeySelector
{
    /// <summary>The value with nothing set.</summary>
    public static FileKeySelector Empty { get; } = new();

    /// <summary>The volume of the Pod that the file is in.</summary>
    [Field(1, "volumeName", Always = true), Required] public string VolumeName { get; init; } = "";
    /// <summary>The file, relative to the volume, without ..</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Which of the file's keys.</summary>
    [Field(3, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>
    /// When true the file or the key may be missing. Otherwise the container does not start. Defaults to false.
    /// </summary>
    [Field(4, "optional"), DocumentedDefault("false")] public bool? Optional { get; init; }
}
