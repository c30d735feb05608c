namespace Kubesharp.Api.Core;

/// <summary>A folder by NFS.</summary>
[Definition("io.k8s.api.core.v1.NFSVolumeSource")]
public sealed partial record NFSVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static NFSVolumeSource Empty { get; } = new();

    /// <summary>The server's name or address.</summary>
    [Field(1, "server", Always = true), Required] public string Server { get; init; } = "";
    /// <summary>The exported folder.</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
}
