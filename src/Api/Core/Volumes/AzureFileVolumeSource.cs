namespace Kubesharp.Api.Core;

/// <summary>Where a azure file volume comes from.</summary>
[Definition("io.k8s.api.core.v1.AzureFileVolumeSource")]
public sealed partial record AzureFileVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static AzureFileVolumeSource Empty { get; } = new();

    /// <summary>Secret name.</summary>
    [Field(1, "secretName", Always = true), Required] public string SecretName { get; init; } = "";
    /// <summary>Share name.</summary>
    [Field(2, "shareName", Always = true), Required] public string ShareName { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
}
