namespace Kubesharp.Api.ApiExtensions;

/// <summary>How the subresource scale reads and writes an object.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale")]
public sealed partial record CustomResourceSubresourceScale
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceSubresourceScale Empty { get; } = new();

    /// <summary>Where the wanted number is, below .spec: .spec.replicas.</summary>
    [Field(1, "specReplicasPath", Always = true), Required] public string SpecReplicasPath { get; init; } = "";
    /// <summary>Where the counted number is, below .status: .status.replicas.</summary>
    [Field(2, "statusReplicasPath", Always = true), Required] public string StatusReplicasPath { get; init; } = "";
    /// <summary>Where the selector as text is, below .status or .spec. Needed for autoscalers.</summary>
    [Field(3, "labelSelectorPath")] public string? LabelSelectorPath { get; init; }
}
