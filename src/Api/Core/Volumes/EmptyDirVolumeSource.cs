namespace Kubesharp.Api.Core;

/// <summary>Where a empty dir volume comes from.</summary>
[Definition("io.k8s.api.core.v1.EmptyDirVolumeSource")]
public sealed partial record EmptyDirVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static EmptyDirVolumeSource Empty { get; } = new();

    /// <summary>Medium. One of: Memory, HugePages, HugePages-.</summary>
    [Field(1, "medium")] public string Medium { get; init; } = "";
    /// <summary>Size limit.</summary>
    [Field(2, "sizeLimit")] public Quantity? SizeLimit { get; init; }
}
