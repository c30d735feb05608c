namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource subresource scale.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale")]
public sealed partial record CustomResourceSubresourceScale
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceSubresourceScale Empty { get; } = new();

    /// <summary>Spec replicas path.</summary>
    [Field(1, "specReplicasPath", Always = true), Required] public string SpecReplicasPath { get; init; } = "";
    /// <summary>Status replicas path.</summary>
    [Field(2, "statusReplicasPath", Always = true), Required] public string StatusReplicasPath { get; init; } = "";
    /// <summary>Label selector path.</summary>
    [Field(3, "labelSelectorPath")] public string? LabelSelectorPath { get; init; }
}
