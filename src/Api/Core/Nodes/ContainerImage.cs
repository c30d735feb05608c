namespace Kubesharp.Api.Core;

/// <summary>A container image.</summary>
[Definition("io.k8s.api.core.v1.ContainerImage")]
public sealed partial record ContainerImage
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerImage Empty { get; } = new();

    /// <summary>Names.</summary>
    [Field(1, "names", Always = true), Atomic] public IReadOnlyList<string> Names { get; init; } = [];
    /// <summary>Size bytes.</summary>
    [Field(2, "sizeBytes")] public long SizeBytes { get; init; }
}
