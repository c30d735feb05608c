namespace Kubesharp.Api.Core;

/// <summary>Where a azure file persistent volume comes from.</summary>
[Definition("io.k8s.api.core.v1.AzureFilePersistentVolumeSource")]
public sealed partial record AzureFilePersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static AzureFilePersistentVolumeSource Empty { get; } = new();

    /// <summary>Secret name.</summary>
    [Field(1, "secretName", Always = true), Required] public string SecretName { get; init; } = "";
    /// <summary>Share name.</summary>
    [Field(2, "shareName", Always = true), Required] public string ShareName { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Secret namespace.</summary>
    [Field(4, "secretNamespace", Always = true)] public string? SecretNamespace { get; init; }
}
