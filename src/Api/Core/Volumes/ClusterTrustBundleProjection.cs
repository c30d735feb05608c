using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A file with the certificates of one or more ClusterTrustBundles, in PEM.</summary>
[Definition("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed partial record ClusterTrustBundleProjection
{
    /// <summary>The value with nothing set.</summary>
    public static ClusterTrustBundleProjection Empty { get; } = new();

    /// <summary>One bundle by name. Not together with signerName.</summary>
    [Field(1, "name")] public string? Name { get; init; }
    /// <summary>All bundles of this signer that labelSelector selects. Not together with name.</summary>
    [Field(2, "signerName")] public string? SignerName { get; init; }
    /// <summary>The signer's bundles. Absent: none; empty: all.</summary>
    [Field(3, "labelSelector")] public LabelSelector? LabelSelector { get; init; }
    /// <summary>
    /// When true the bundles may be missing, and the file is empty then. Otherwise the Pod waits for them.
    /// </summary>
    [Field(5, "optional")] public bool? Optional { get; init; }
    /// <summary>The file, relative to the volume.</summary>
    [Field(4, "path", Always = true), Required] public string Path { get; init; } = "";
}
