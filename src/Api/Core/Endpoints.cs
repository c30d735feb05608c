namespace Kubesharp.Api.Core;

/// <summary>
/// All addresses behind a Service. Deprecated in favour of EndpointSlice; at most 1,000 addresses are written.
/// </summary>
[ApiResource("v1", "Endpoints", "endpoints", ShortNames = ["ep"])]
[Definition("io.k8s.api.core.v1.Endpoints")]
public sealed partial record Endpoints : ApiObject
{
    /// <summary>
    /// The addresses, by the ports that they have. An address that is both ready and not in different subsets counts as
    /// ready.
    /// </summary>
    [Field(2, "subsets"), Atomic] public IReadOnlyList<EndpointSubset> Subsets { get; init; } = [];
}
