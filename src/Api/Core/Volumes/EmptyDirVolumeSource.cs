namespace Kubesharp.Api.Core;

/// <summary>An empty folder that lives as long as the Pod is on its node.</summary>
[Definition("io.k8s.api.core.v1.EmptyDirVolumeSource")]
public sealed partial record EmptyDirVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static EmptyDirVolumeSource Empty { get; } = new();

    /// <summary>
    /// What it is on: the node's disk (empty), its memory, or huge pages. Defaults to the empty text.
    /// </summary>
    [Field(1, "medium")] public string Medium { get; init; } = "";
    /// <summary>
    /// How large it may get; over it the Pod is evicted. With Memory it counts against the containers' limits. Absent:
    /// no limit.
    /// </summary>
    [Field(2, "sizeLimit")] public Quantity? SizeLimit { get; init; }
}
