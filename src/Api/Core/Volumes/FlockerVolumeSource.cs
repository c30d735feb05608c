namespace Kubesharp.Api.Core;

/// <summary>A volume of Flocker. No longer served.</summary>
[Definition("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed partial record FlockerVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static FlockerVolumeSource Empty { get; } = new();

    /// <summary>The data set's name. Deprecated.</summary>
    [Field(1, "datasetName")] public string DatasetName { get; init; } = "";
    /// <summary>The data set's identity.</summary>
    [Field(2, "datasetUUID")] public string DatasetUUID { get; init; } = "";
}
