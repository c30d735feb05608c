using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A pod signature.</summary>
[Definition("io.k8s.api.core.v1.PodSignature")]
public sealed partial record PodSignature
{
    /// <summary>The value with nothing set.</summary>
    public static PodSignature Empty { get; } = new();

    /// <summary>Pod controller.</summary>
    [Field(1, "podController")] public OwnerReference? PodController { get; init; }
}
