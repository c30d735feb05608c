namespace Kubesharp.Api.Core;

/// <summary>A file share of Azure. Served by the driver file.csi.azure.com.</summary>
[Definition("io.k8s.api.core.v1.AzureFilePersistentVolumeSource")]
public sealed partial record AzureFilePersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static AzureFilePersistentVolumeSource Empty { get; } = new();

    /// <summary>The Secret with the storage account's name and key.</summary>
    [Field(1, "secretName", Always = true), Required] public string SecretName { get; init; } = "";
    /// <summary>The share.</summary>
    [Field(2, "shareName", Always = true), Required] public string ShareName { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The Secret's namespace. Defaults to the Pod's.</summary>
    [Field(4, "secretNamespace", Always = true)] public string? SecretNamespace { get; init; }
}
