namespace Kubesharp.Api.Core;

/// <summary>Where a flocker volume comes from.</summary>
[Definition("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed partial record FlockerVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static FlockerVolumeSource Empty { get; } = new();

    /// <summary>Dataset name.</summary>
    [Field(1, "datasetName")] public string DatasetName { get; init; } = "";
    /// <summary>Dataset UUID.</summary>
    [Field(2, "datasetUUID")] public string DatasetUUID { get; init; } = "";
}
