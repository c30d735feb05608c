using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A cluster trust bundle projection.</summary>
[Definition("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed partial record ClusterTrustBundleProjection
{
    /// <summary>The value with nothing set.</summary>
    public static ClusterTrustBundleProjection Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string? Name { get; init; }
    /// <summary>Signer name.</summary>
    [Field(2, "signerName")] public string? SignerName { get; init; }
    /// <summary>Label selector.</summary>
    [Field(3, "labelSelector")] public LabelSelector? LabelSelector { get; init; }
    /// <summary>Optional.</summary>
    [Field(5, "optional")] public bool? Optional { get; init; }
    /// <summary>Path.</summary>
    [Field(4, "path", Always = true), Required] public string Path { get; init; } = "";
}
