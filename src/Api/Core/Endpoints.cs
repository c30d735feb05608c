namespace Kubesharp.Api.Core;

/// <summary>All addresses behind a Service; EndpointSlice is its successor.</summary>
[ApiResource("v1", "Endpoints", "endpoints", ShortNames = ["ep"])]
[Definition("io.k8s.api.core.v1.Endpoints")]
public sealed partial record Endpoints : ApiObject
{
    /// <summary>Subsets.</summary>
    [Field(2, "subsets"), Atomic] public IReadOnlyList<EndpointSubset> Subsets { get; init; } = [];
}
