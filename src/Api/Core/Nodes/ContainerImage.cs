namespace Kubesharp.Api.Core;

/// <summary>An image that is on a node.</summary>
[Definition("io.k8s.api.core.v1.ContainerImage")]
public sealed partial record ContainerImage
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerImage Empty { get; } = new();

    /// <summary>The names that it goes by, with tags and digests.</summary>
    [Field(1, "names", Always = true), Atomic] public IReadOnlyList<string> Names { get; init; } = [];
    /// <summary>How much room it takes on disk, in bytes.</summary>
    [Field(2, "sizeBytes")] public long SizeBytes { get; init; }
}
