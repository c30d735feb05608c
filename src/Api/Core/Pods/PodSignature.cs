using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>Marks Pods by what made them.</summary>
[Definition("io.k8s.api.core.v1.PodSignature")]
public sealed partial record PodSignature
{
    /// <summary>The value with nothing set.</summary>
    public static PodSignature Empty { get; } = new();

    /// <summary>The controller's object.</summary>
    [Field(1, "podController")] public OwnerReference? PodController { get; init; }
}
